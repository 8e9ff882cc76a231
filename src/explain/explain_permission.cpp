#include <algorithm>
#include <fmt/format.h>

#include "explain/causes.h"
#include "explain/words.h"

namespace parley::explain {

namespace {

// 80 becomes 8080, 443 becomes 8443: what users of web servers expect.
constexpr unsigned unprivileged_twin_offset = 8000;

// Who runs the program, for a sentence.
std::string not_root(const host::User& user) {
  return user.name.empty() ? "this program does not run as root"
                           : fmt::format("this program runs as {}", user.name);
}

Cause raw_socket(const Situation& situation) {
  if (is_root(situation.user)) {
    return {
        "Raw IP sockets need the capability CAP_NET_RAW, and here even root lacks it: this is "
        "probably a container.",
        "Start the container with it, for Docker: --cap-add NET_RAW"};
  }
  return {
      fmt::format("Raw IP sockets are for root and for programs with the capability CAP_NET_RAW; "
                  "{}.",
                  not_root(situation.user)),
      "Give parley the capability, once: sudo setcap cap_net_raw=+ep \"$(command -v parley)\"\n"
      "Or run this one command with sudo."};
}

Cause privileged_port(const Situation& situation, Port port) {
  const unsigned start = situation.unprivileged_port_start;
  const std::string why =
      fmt::format("Ports below {} are for root (net.ipv4.ip_unprivileged_port_start), and {}.",
                  start, not_root(situation.user));
  if (situation.operation != Operation::listen) {
    return {why, fmt::format("Take a source port from {} up, or leave -p out.", start)};
  }
  const Port twin =
      static_cast<Port>(std::max(static_cast<unsigned>(port) + unprivileged_twin_offset, start));
  return {why, fmt::format("Take {}\n"
                           "Or give parley the right, once: sudo setcap cap_net_bind_service=+ep "
                           "\"$(command -v parley)\"",
                           other_port_words(situation, twin))};
}

}  // namespace

Cause no_permission(const Error& error, const Situation& situation) {
  if (situation.transport == event::Transport::raw) return raw_socket(situation);
  const Port port = situation.operation == Operation::listen && situation.endpoint
                        ? situation.endpoint->port
                        : situation.source_port;
  if (port != Port{} && static_cast<unsigned>(port) < situation.unprivileged_port_start) {
    return privileged_port(situation, port);
  }
  if (situation.operation == Operation::listen) {
    return {fmt::format(
                "This computer's own rules (a sandbox, SELinux, AppArmor) do not let parley open "
                "{}.",
                port_words(situation)),
            "See what forbade it: sudo journalctl -k --since -1min"};
  }
  if (auto cause = own_firewall(error, situation)) return *cause;
  return {
      fmt::format("This computer itself forbids the way to {}: its firewall or a route of the kind "
                  "\"prohibit\".",
                  peer_words(situation)),
      "See the rules: sudo nft list ruleset; ip route", "forbidden_here"};
}

}  // namespace parley::explain
