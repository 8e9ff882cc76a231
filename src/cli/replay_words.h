// What came of a replay, for people.
#pragma once

#include <optional>
#include <string>

#include "session/replay.h"

namespace parley::cli {

/// Why the live peer is not the recorded one, as an error of the conversation with it; nothing when
/// it is, or was not reached.
std::optional<Error> replay_error(const session::Script& script,
                                  const session::ReplaySettings& settings,
                                  const session::ReplayReport& report);

/// Lines without an end after the last: what was there at the first difference, and how far the
/// replay came. What peers said is shown as hex and in the text notation, so nothing of it reaches
/// a terminal as it is.
std::string replay_words(const session::Script& script, const session::ReplaySettings& settings,
                         const session::ReplayReport& report);

}  // namespace parley::cli
