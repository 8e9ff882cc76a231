// Going on in a recording that exists: `-o FILE` again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/result.h"
#include "record/encoder.h"
#include "record/store.h"

namespace parley::record {

struct Continuation {
  OwnFile own;
  Continued held;
  std::uint64_t segment = 0;  ///< where to go on,
  std::size_t position = 0;   ///< and from where in it; 0: at its start
  std::uint64_t torn_bytes = 0;
  std::filesystem::path torn_kept{};  ///< where they are now; empty: there were none
};

/// Takes the lock of a recording of ours and finds its end. Octets behind it that are no whole
/// block are cut off and kept in a file beside it, FILE.torn-1. Errors, with which nothing is
/// changed: there is no such file (ENOENT), it is none of ours, somebody is writing it.
Result<Continuation> continue_recording(Files& files, const std::filesystem::path& path,
                                        std::size_t segment_bytes = format::segment_bytes);

}  // namespace parley::record
