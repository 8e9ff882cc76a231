// What a user may ask of a talk. Plain values; `Rules::compile` and the `open` calls of talk.h say
// what is wrong with them.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/address.h"
#include "base/limits.h"
#include "base/result.h"
#include "event/event.h"
#include "net/network.h"
#include "net/tls.h"
#include "text/framing.h"
#include "text/line_ending.h"

namespace parley::talk {

/// Texts are in the text notation with macros (text/template.h). Patterns are RE2's syntax; they
/// match octets, so `\xff` is the octet 255 and `.` is any octet but LF.
struct RuleSettings {
  bool echo = false;
  std::optional<std::string> greet;
  std::vector<std::pair<std::string, std::string>> replies;  ///< pattern, text
  std::vector<std::pair<Duration, std::string>> every;
  std::optional<std::string> expect;

  friend bool operator==(const RuleSettings&, const RuleSettings&) = default;
};

struct TalkSettings {
  RuleSettings rules;
  text::Framing framing = text::Framing::none;
  text::LineEnding line_ending = text::LineEnding::lf;
  std::uint64_t seed = 0;  ///< of {{RANDOM}} and of the jitter between retries
};

/// `text` as one message: as it is without framing; with a line end, unless it has one; or behind
/// its length.
std::string as_message(const TalkSettings& settings, Bytes text);

/// Where a server opens its port.
struct ListenSettings {
  event::Transport transport = event::Transport::tcp;  ///< tcp, tls, udp or raw
  Endpoint local;
  bool v6_only = false;
  bool once = false;  ///< serve the first peer only, then end
  std::size_t peers_max = limits::peers_max_default;
  std::size_t peers_per_address_max = limits::peers_per_address_max_default;
  std::shared_ptr<net::TlsContext> tls;  ///< for tls

  /// Whether an address is served at all; asked for every peer. Empty: everybody is.
  std::function<bool(const IpAddress&)> serves;
};

/// Where a client goes.
struct ConnectSettings {
  event::Transport transport = event::Transport::tcp;  ///< tcp, tls, udp or raw
  std::string host;                                    ///< a name or an address
  Port port{};
  Port source_port{};
  net::AddressFamily family = net::AddressFamily::any;
  Duration timeout = limits::connect_timeout_default;  ///< for all of a name's addresses together
  bool retry = false;
  std::shared_ptr<net::TlsContext> tls;
};

struct SerialTalkSettings {
  std::string device;
  net::SerialSettings line;
};

/// Where the streams of a serial conversation come from when it is no device of this computer: an
/// emulated board, which may be restarted with another program while the conversation goes on.
struct SerialSource {
  std::string name;  ///< how the far end is called

  /// The next stream, waited for as long as it takes; null: there will be no more, which is the end
  /// of the conversation. Asked at the beginning and after each stream's end.
  std::function<net::Task<Result<std::unique_ptr<net::Stream>>>()> next;
};

}  // namespace parley::talk
