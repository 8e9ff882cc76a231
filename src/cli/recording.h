// Where a conversation is recorded, from the options, and the words about it.
#pragma once

#include <string>

#include "base/result.h"
#include "cli/options.h"
#include "record/recorder.h"

namespace parley::cli {

/// Errors: there is no place for recordings that nobody named.
Result<record::RecorderSettings> recorder_settings(const Options& options);

/// "recorded in FILE", how to stop that, and what is worth knowing of it.
std::string where_recorded(const record::Recorder& recorder, bool tls);

/// The file that nobody named cannot be made: talking goes on without.
std::string not_recorded(const Error& error);

}  // namespace parley::cli
