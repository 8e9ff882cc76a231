// From the words of a command line to where a conversation goes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/result.h"
#include "event/event.h"

namespace parley::session {

/// One end as a user wrote it. `host` is a name or an address without brackets, empty for "any".
struct Target {
  event::Transport transport = event::Transport::tcp;
  bool transport_given = false;  ///< by a scheme such as udp://
  std::string host;
  Port port{};
};

/// "HOST PORT", "HOST:PORT", "[v6]:PORT", "SCHEME://...", "raw://HOST/PROTOCOL". For a listener
/// (`host_optional`) also "PORT" alone. Port 0 is for listeners only. Errors:
/// ErrorClass::bad_input, with the exact word that cannot be understood.
Result<Target> parse_target(const std::vector<std::string>& words, bool host_optional);

}  // namespace parley::session
