// How a conversation stands, in one line for people. Pure.
#pragma once

#include <string>
#include <string_view>

#include "session/running.h"

namespace parley::session {

/// `progress`: what the last event said of what comes next, or of the end; may be empty.
std::string status_words(const Asked& asked, const Status& status, std::string_view progress);

}  // namespace parley::session
