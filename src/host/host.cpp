#include "host/host.h"

namespace parley::host {

namespace {

// Whether a socket bound to `held` keeps another one from `wanted` on the same port (ip(7),
// ipv6(7)).
// `::` is taken to hold IPv4 as well: whether it has IPV6_V6ONLY is not to be seen from outside.
bool overlap(const IpAddress& held, const IpAddress& wanted) {
  if (held == wanted) return true;
  if (held.is_any()) return !held.is_v4() || wanted.is_v4() || wanted.is_any();
  if (wanted.is_any()) return !wanted.is_v4() || held.is_v4();
  return false;
}

}  // namespace

std::string_view kind_name(AdapterKind kind) {
  switch (kind) {
    case AdapterKind::loopback: return "loopback";
    case AdapterKind::wired: return "wired";
    case AdapterKind::wireless: return "Wi-Fi";
    case AdapterKind::bridge: return "bridge";
    case AdapterKind::container: return "container";
    case AdapterKind::tunnel: return "VPN";
    case AdapterKind::other: return "virtual";
  }
  return "virtual";
}

std::optional<Holder> holder_in_the_way(const std::vector<Holder>& holders,
                                        const IpAddress& address) {
  const auto rank = [&](const Holder& holder) {
    return (holder.listening ? 2 : 0) + (holder.local.address == address ? 1 : 0);
  };
  const Holder* found = nullptr;
  for (const Holder& holder : holders) {
    if (!overlap(holder.local.address, address)) continue;
    if (!found || rank(holder) > rank(*found)) found = &holder;
  }
  if (!found) return std::nullopt;
  return *found;
}

std::optional<Holder> port_holder(const Host& host, Protocol protocol, Port port,
                                  const IpAddress& address) {
  return holder_in_the_way(host.port_holders(protocol, port), address);
}

}  // namespace parley::host
