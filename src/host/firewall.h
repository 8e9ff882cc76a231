// What this computer's own packet filter does to the packets of one connection.
//
// The rules are nftables', as `nft -j list ruleset` prints them (libnftables-json(5)); rules that
// iptables made through nftables are among them. Reading needs root, as nft does. What is asked is
// pure, and knows what it does not understand: a rule with a set, a limit or an extension counts as
// one that may match.
//
// Thread rule: any.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/address.h"

namespace parley::host {

enum class Protocol : std::uint8_t { tcp, udp };

struct Firewall {
  enum class Access : std::uint8_t {
    not_read,       ///< nobody looked
    read,           ///< `ruleset` is what there is; it may be empty of rules
    not_installed,  ///< there is no nft here
    no_permission,  ///< reading takes root or CAP_NET_ADMIN
    failed,         ///< nft failed: `trouble`
  };
  Access access = Access::not_read;
  std::string ruleset;  ///< JSON
  std::string trouble;  ///< nft's last line, printable
};

/// One packet, as far as it is known; what is unset may have any value.
struct Packet {
  enum class Hook : std::uint8_t { input, output };
  Hook hook = Hook::output;
  Protocol protocol = Protocol::tcp;
  std::optional<IpAddress> source = {};
  std::optional<IpAddress> destination = {};
  std::optional<Port> source_port = {};
  std::optional<Port> destination_port = {};
  bool port_of_system = false;  ///< our own port, if unset, is one that the system chose
  std::string adapter = {};     ///< by which it comes or goes
  bool begins = true;           ///< the first of its connection (ct state new), else established
};

/// The rule or the policy that ends a packet's way.
struct FirewallStop {
  bool certain = true;   ///< false: whether it applies depends on what is not known here
  bool answers = false;  ///< reject; else it drops in silence
  std::string chain;     ///< "inet filter input"
  std::string rule;      ///< "tcp dport 8888 drop", "policy drop"
};

/// The first that drops or rejects the packet, else the first that may; nothing when none does, or
/// when the rules were not read.
std::optional<FirewallStop> firewall_stop(const Firewall& firewall, const Packet& packet);

}  // namespace parley::host
