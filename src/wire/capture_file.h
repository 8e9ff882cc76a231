// A file that is a capture, opened for reading.
//
// Thread rule: any thread; reads files.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "record/file.h"

namespace parley::wire {

/// A capture or a recording, as far as its first block tells. Errors: the system's; `bad_input`
/// where it is no capture, with words about what it is instead.
Result<std::shared_ptr<const record::File>> open_capture(const std::string& path);

/// True: a recording of ours, which can be entered anywhere. False: a capture of others.
Result<bool> is_recording(const record::File& file);

}  // namespace parley::wire
