// What came of a replay, for people.
#pragma once

#include <string>

#include "session/replay.h"

namespace parley::cli {

/// Lines without an end after the last. What peers said is shown as hex and in the text notation,
/// so nothing of it reaches a terminal as it is.
std::string replay_words(const session::Script& script, const session::ReplaySettings& settings,
                         const session::ReplayReport& report);

}  // namespace parley::cli
