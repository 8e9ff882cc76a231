// Anybody's capture as one of our recordings, so that a log has random access to it.
//
// Events, times and parties are those of wire::CaptureSource: told from the client's side. The
// headers in the new file are rebuilt, so a packet ladder is to be made from the capture itself.
//
// Memory: two segments. Thread rule: any thread; it reads the whole file, which can take minutes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "base/result.h"

namespace parley::session {

/// Called now and then with how much was read, of how much. False ends the work.
using Progress = std::function<bool(std::uint64_t octets_read, std::uint64_t octets)>;

/// `recording` is replaced as a whole when all is written; its folder is made. Errors: `bad_input`
/// where it is no capture; the system's; and, when `progress` ended it, `other`.
Result<> import_capture(const std::filesystem::path& capture,
                        const std::filesystem::path& recording, const Progress& progress);

}  // namespace parley::session
