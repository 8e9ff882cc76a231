// From a path to the log of a recording, for whoever knows nothing of files.
//
// Thread rule: any thread.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "log/log.h"

namespace parley::log {

/// The log of a file of this computer, looked at once (`Log::refresh`). Errors: the system cannot
/// read it (`system_errno` ENOENT: there is none), or it is no recording of ours; one that is only
/// being begun is none for a moment.
Result<std::unique_ptr<Log>> open_recording(const std::filesystem::path& path);

}  // namespace parley::log
