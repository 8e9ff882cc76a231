// Opens ends of a conversation, from what a user asked for.
//
// Thread rule: the thread of the talk's loop; what makes settings, any thread.
#pragma once

#include "base/result.h"
#include "session/asked.h"
#include "talk/talk.h"

namespace parley::session {

/// Listens as `settings` say; where IPv6 was our own choice (the address is ::) and this machine
/// has none, on IPv4. Adjusts `settings` to what was done.
Result<Endpoint> listen_on_any(talk::Talk& talk, talk::ListenSettings& settings);
Result<Endpoint> relay_on_any(talk::Talk& talk, talk::ListenSettings& settings,
                              const talk::ConnectSettings& target);

/// From what was asked for to what the talk room takes. The first two read the files of
/// certificates when it is TLS. Errors: of class bad_input. `serves` is left empty.
Result<talk::ListenSettings> listen_settings(const Asked& asked);
Result<talk::ConnectSettings> connect_settings(const Asked& asked);
Result<std::vector<Cidr>> allowed_networks(const Asked& asked);
talk::SerialTalkSettings serial_settings(const Asked& asked);

/// With a seed that is new each time.
talk::TalkSettings talk_settings(const Asked& asked);

}  // namespace parley::session
