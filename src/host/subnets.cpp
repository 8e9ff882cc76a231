#include "host/subnets.h"

#include <algorithm>
#include <tuple>

namespace parley::host {

namespace {

int likelihood(AdapterKind kind) {
  switch (kind) {
    case AdapterKind::wired:
    case AdapterKind::wireless: return 0;
    case AdapterKind::bridge: return 1;
    case AdapterKind::other: return 2;
    case AdapterKind::tunnel: return 3;
    case AdapterKind::container: return 4;
    case AdapterKind::loopback: return 5;
  }
  return 5;
}

}  // namespace

bool in_own_subnets(const std::vector<Adapter>& adapters, const IpAddress& address) {
  if (address.is_loopback()) return true;
  if (!address.is_v4() && address.is_link_local() && address.scope() != 0) return true;
  return std::any_of(adapters.begin(), adapters.end(), [&](const Adapter& adapter) {
    return adapter.up && std::any_of(adapter.addresses.begin(), adapter.addresses.end(),
                                     [&](const Cidr& subnet) { return subnet.contains(address); });
  });
}

std::vector<Cidr> own_subnets(const std::vector<Adapter>& adapters) {
  std::vector<Cidr> subnets;
  for (const Adapter& adapter : adapters) {
    if (!adapter.up || adapter.kind == AdapterKind::loopback) continue;
    for (const Cidr& address : adapter.addresses) {
      if (!address.network.is_v4() && address.network.is_link_local()) continue;
      // Through its text the host's bits are cleared, so that equal subnets are equal.
      const auto subnet = Cidr::parse(address.to_string());
      if (subnet && std::find(subnets.begin(), subnets.end(), *subnet) == subnets.end()) {
        subnets.push_back(*subnet);
      }
    }
  }
  return subnets;
}

std::vector<LanAddress> lan_addresses(const std::vector<Adapter>& adapters,
                                      std::optional<unsigned> default_adapter) {
  using Rank = std::tuple<bool, bool, int, unsigned, bool>;
  std::vector<std::pair<Rank, LanAddress>> ranked;
  for (const Adapter& adapter : adapters) {
    if (!adapter.up || !adapter.running || adapter.kind == AdapterKind::loopback) continue;
    for (const Cidr& own : adapter.addresses) {
      if (own.network.is_loopback()) continue;
      const Rank rank{own.network.is_link_local(), adapter.index != default_adapter,
                      likelihood(adapter.kind), adapter.index, !own.network.is_v4()};
      ranked.emplace_back(rank, LanAddress{own.network, adapter.name, adapter.kind});
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<LanAddress> addresses;
  addresses.reserve(ranked.size());
  for (auto& [rank, address] : ranked)
    addresses.push_back(std::move(address));
  return addresses;
}

}  // namespace parley::host
