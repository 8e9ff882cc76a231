#include "session/target.h"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace parley::session {

namespace {

Failure bad(const std::string& word, const std::string& seen) {
  return failure({ErrorClass::bad_input, 0, fmt::format("understand '{}'", word), seen});
}

Result<Port> port_of(const std::string& text, bool zero_allowed) {
  const auto port = parse_port(text);
  const unsigned least = zero_allowed ? 0 : 1;
  if (port && static_cast<unsigned>(*port) >= least) return *port;
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  if (digits) return bad(text, fmt::format("ports go from {} to 65535", least));
  return bad(text, text.empty() ? "the port is missing" : "a port is a number");
}

Result<Port> protocol_of(const std::string& text) {
  const auto number = parse_port(text);
  if (number && static_cast<unsigned>(*number) <= 255) return *number;
  return bad(text, "raw:// takes an IP protocol number from 0 to 255, as in raw://HOST/253");
}

/// Takes "tls://" and its kin off the front.
Result<> take_scheme(std::string& text, Target& target) {
  static constexpr std::array<std::pair<std::string_view, event::Transport>, 4> schemes{{
      {"tcp", event::Transport::tcp},
      {"udp", event::Transport::udp},
      {"tls", event::Transport::tls},
      {"raw", event::Transport::raw},
  }};
  const auto end = text.find("://");
  if (end == std::string::npos) return {};
  for (const auto& [name, transport] : schemes) {
    if (text.substr(0, end) != name) continue;
    target.transport = transport;
    target.transport_given = true;
    text.erase(0, end + 3);
    while (!text.empty() && text.back() == '/')
      text.pop_back();
    return {};
  }
  return bad(text, "the schemes are tcp:// udp:// tls:// raw://");
}

std::string without_brackets(std::string host) {
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') {
    return host.substr(1, host.size() - 2);
  }
  return host;
}

/// "HOST:PORT" in two; a bare IPv6 address has no port.
Result<std::pair<std::string, std::string>> split(const std::string& text, bool host_optional) {
  if (!text.empty() && text.front() == '[') {
    const auto end = text.find(']');
    if (end == std::string::npos) return bad(text, "the bracket is not closed");
    if (end + 1 == text.size()) return bad(text, "the port is missing");
    if (text[end + 1] != ':') return bad(text, "after the bracket comes a colon and the port");
    return std::pair{text.substr(1, end - 1), text.substr(end + 2)};
  }
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) {
    if (host_optional) return std::pair{std::string(), text};
    return bad(text, "the port is missing");
  }
  if (text.find(':') != colon) {
    return bad(text, "an IPv6 address with a port is written in brackets, as in [::1]:8888");
  }
  return std::pair{text.substr(0, colon), text.substr(colon + 1)};
}

Result<Target> parse_raw(const std::string& text, Target target) {
  const auto slash = text.find('/');
  if (slash == std::string::npos) {
    return bad("raw://" + text, "the protocol is missing, as in raw://HOST/253");
  }
  const auto protocol = protocol_of(text.substr(slash + 1));
  if (!protocol) return failure(protocol.error());
  target.host = without_brackets(text.substr(0, slash));
  target.port = *protocol;
  return target;
}

}  // namespace

Result<Target> parse_target(const std::vector<std::string>& words, bool host_optional) {
  Target target;
  std::string first = words.empty() ? std::string() : words.front();
  if (auto taken = take_scheme(first, target); !taken) return failure(taken.error());
  if (target.transport == event::Transport::raw) {
    if (words.size() > 1) return bad(words[1], "raw:// takes no port");
    return parse_raw(first, target);
  }
  std::string port_text;
  if (words.size() == 2) {
    target.host = without_brackets(first);
    port_text = words[1];
  } else {
    const auto parts = split(first, host_optional);
    if (!parts) return failure(parts.error());
    target.host = without_brackets(parts->first);
    port_text = parts->second;
  }
  if (target.host.empty() && !host_optional) return bad(first, "the host is missing");
  const auto port = port_of(port_text, host_optional);
  if (!port) return failure(port.error());
  target.port = *port;
  return target;
}

}  // namespace parley::session
