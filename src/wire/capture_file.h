// A capture or a recording on the disk, opened for reading.
//
// Thread rule: any thread; it reads the file's front.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "record/file.h"

namespace parley::wire {

/// Errors: `bad_input` where it is no capture as far as its first block tells, with words about
/// what it is instead.
Result<std::shared_ptr<const record::File>> open_capture(const std::string& path);

/// True: a recording of ours, which can be entered anywhere. False: a capture of others.
Result<bool> is_recording(const record::File& file);

}  // namespace parley::wire
