// The recordings that this user has: those in the store.
#pragma once

#include <string>

#include "base/result.h"

namespace parley::cli {

/// A heading and a row for each, the newest first; no line end after the last.
Result<std::string> recording_list();

}  // namespace parley::cli
