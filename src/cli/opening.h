// What several commands do to open their ends.
#pragma once

#include <chrono>

#include "session/opening.h"

namespace parley::cli {

using session::listen_on_any;
using session::relay_on_any;

/// There is no end of a conversation on the wire of datagrams and serial lines: after the end of
/// standard input answers are waited for so long.
inline constexpr std::chrono::seconds datagram_linger{1};

}  // namespace parley::cli
