// What several commands do to open their ends.
#pragma once

#include "base/result.h"
#include "talk/talk.h"

namespace parley::cli {

/// There is no end of a conversation on the wire of datagrams and serial lines: after the end of
/// standard input answers are waited for so long.
inline constexpr std::chrono::seconds datagram_linger{1};

/// Listens as `settings` say; where IPv6 was our own choice (the address is ::) and this machine
/// has none, on IPv4. Adjusts `settings` to what was done.
Result<Endpoint> listen_on_any(talk::Talk& talk, talk::ListenSettings& settings);
Result<Endpoint> relay_on_any(talk::Talk& talk, talk::ListenSettings& settings,
                              const talk::ConnectSettings& target);

}  // namespace parley::cli
