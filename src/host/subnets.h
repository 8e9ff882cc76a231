// Which addresses are near, and which of ours a device could use. Pure functions over adapters.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/host.h"

namespace parley::host {

/// True for loopback, for this computer's own addresses, for what shares a subnet with an adapter
/// that is up, and for any link-local IPv6 address with a scope (it came over the link itself). An
/// address with a prefix of /32 or /128 means just itself.
bool in_own_subnets(const std::vector<Adapter>& adapters, const IpAddress& address);

/// The subnets by which `in_own_subnets` decides, host's bits cleared, each once, without
/// loopback and link-local IPv6: 192.168.1.0/24.
std::vector<Cidr> own_subnets(const std::vector<Adapter>& adapters);

/// An address that a device on the network could connect to.
struct LanAddress {
  IpAddress address;
  std::string adapter;
  AdapterKind kind = AdapterKind::wired;
};

/// Every address of the adapters that are up and have a carrier, but no loopback; the likely ones
/// first: the default route's adapter, then wired and wireless ones, then virtual ones; IPv4 before
/// IPv6 on each; link-local addresses at the end.
std::vector<LanAddress> lan_addresses(const std::vector<Adapter>& adapters,
                                      std::optional<unsigned> default_adapter);

}  // namespace parley::host
