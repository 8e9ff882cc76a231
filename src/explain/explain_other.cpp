#include <algorithm>
#include <cerrno>
#include <fmt/format.h>

#include "explain/causes.h"
#include "explain/words.h"

namespace parley::explain {

namespace {

// IPv4's 65,535 less its header of 20 and UDP's of 8 (RFC 791, RFC 768).
constexpr unsigned udp_payload_max = 65'507;

// The kernel's own bound, fs.nr_open, unless somebody changed it; "unlimited" is refused.
constexpr std::uint64_t descriptors_usual_max = 1'048'576;

bool lacks_scope(const Situation& situation) {
  return situation.endpoint && !situation.endpoint->address.is_v4() &&
         situation.endpoint->address.is_link_local() && situation.endpoint->address.scope() == 0;
}

Cause missing_scope(const Situation& situation) {
  const std::string address = situation.endpoint->address.to_string();
  std::vector<std::string> names;
  for (const host::Adapter& adapter : situation.adapters) {
    if (adapter.up && adapter.kind != host::AdapterKind::loopback) names.push_back(adapter.name);
  }
  const std::string example = names.empty() ? "eth0" : names.front();
  return {fmt::format(
              "{} is a link-local address: it says nothing without the adapter on whose link it "
              "is{}{}.",
              address, names.empty() ? "" : ", one of ", joined(names)),
          fmt::format("Add the adapter: {}%{}", address, example)};
}

}  // namespace

Cause exhausted(const Error& error, const Situation& situation) {
  if (situation.operation == Operation::talk && error.system_errno == 0) {
    return {"With --frame a message is kept until its end comes, and these never end.",
            "See what this peer sends, without --frame."};
  }
  const host::DescriptorLimits& limits = situation.descriptor_limits;
  if (error.system_errno == ENFILE) {
    return {"All programs together have as many files open as the kernel allows.",
            "See how many: sysctl fs.file-nr; end what holds them, or raise it: sudo sysctl "
            "fs.file-max=2000000"};
  }
  if (error.system_errno != EMFILE && error.system_errno != 0) {
    return {"The kernel has no memory left for this.",
            "See who uses it: free -h; ps aux --sort=-rss | head"};
  }
  const std::string count = limits.soft == 0 ? "" : fmt::format(" of {}", limits.soft);
  const std::string why = fmt::format(
      "This program has reached its limit{} open files and connections (ulimit -n).", count);
  const std::string fewer = limits.soft == 0 ? "N" : std::to_string(limits.soft / 2);
  if (limits.hard > limits.soft) {
    return {why, fmt::format("In this shell, then start again: ulimit -n {}\n"
                             "Or take fewer peers: --max-peers {}",
                             std::min(limits.hard, descriptors_usual_max), fewer)};
  }
  return {why,
          fmt::format("Take fewer peers: --max-peers {}\n"
                      "Or raise nofile in /etc/security/limits.conf as root, and log in again.",
                      fewer)};
}

Cause no_file() {
  return {"There is no such file.", "Check the path."};
}

Cause no_peer() {
  return {"", "See which peers are there: /peers"};
}

Cause bad_input(const Situation& situation) {
  // The certificate files are read before anything else, and their errors name the file.
  if (situation.transport == event::Transport::tls) {
    return {"", "Check what was given with --cert, --key and --ca, or see: parley --help"};
  }
  return {"", "See how it is written: parley --help"};
}

Cause expect() {
  return {
      "Nothing that was received matched the pattern before the conversation ended.",
      "Compare the pattern (RE2's syntax, matched against what the peer sends) with what came."};
}

Cause time_limit() {
  return {"The time that was given for all of it is over.", "Give it more time."};
}

Cause not_recorded() {
  return {"The disk is full, or it takes less than what is being said.",
          "Make room, or record to another disk: -o FILE. --record=must waits for the disk; "
          "--no-record records nothing."};
}

Cause other(const Error& error, const Situation& situation) {
  if (error.system_errno == EINVAL && lacks_scope(situation)) return missing_scope(situation);
  if (error.system_errno == EMSGSIZE) {
    return {fmt::format("That is more than one datagram can carry: {} bytes with UDP over IPv4.",
                        udp_payload_max),
            "Send it in smaller pieces; up to 1472 bytes fit into one Ethernet frame."};
  }
  if (error.system_errno == EAFNOSUPPORT || error.system_errno == EPROTONOSUPPORT) {
    return {"This computer's kernel does not offer that kind of socket; IPv6 may be switched off.",
            "Try IPv4: -4"};
  }
  return {"", "For more, add -v: it tells of every connection."};
}

}  // namespace parley::explain
