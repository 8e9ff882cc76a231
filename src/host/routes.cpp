#include <array>
#include <limits>
#include <net/if.h>

#include "host/netlink.h"
#include "host/system_host.h"

namespace parley::host {

namespace {

std::optional<Route> route_of(const nlmsghdr& message) {
  const auto& body = *static_cast<const rtmsg*>(mnl_nlmsg_get_payload(&message));
  if (body.rtm_type != RTN_UNICAST && body.rtm_type != RTN_LOCAL &&
      body.rtm_type != RTN_BROADCAST && body.rtm_type != RTN_MULTICAST) {
    return std::nullopt;
  }
  const NetlinkAttributes attributes(message, sizeof(rtmsg));
  const auto adapter = attributes.number(RTA_OIF);
  if (!adapter) return std::nullopt;
  Route route;
  route.adapter = *adapter;
  std::array<char, IF_NAMESIZE> name{};
  if (if_indextoname(*adapter, name.data())) route.adapter_name = name.data();
  route.source = attributes.address(RTA_PREFSRC, *adapter);
  route.gateway = attributes.address(RTA_GATEWAY, *adapter);
  route.local = body.rtm_type == RTN_LOCAL;
  return route;
}

// The adapter of a route that may have several next hops; then the first one's.
std::optional<unsigned> adapter_of(const NetlinkAttributes& attributes) {
  if (const auto adapter = attributes.number(RTA_OIF)) return adapter;
  const nlattr* hops = attributes.at(RTA_MULTIPATH);
  if (!hops || mnl_attr_get_payload_len(hops) < sizeof(rtnexthop)) return std::nullopt;
  const auto& first = *static_cast<const rtnexthop*>(mnl_attr_get_payload(hops));
  return static_cast<unsigned>(first.rtnh_ifindex);
}

struct DefaultRoute {
  unsigned adapter = 0;
  std::optional<IpAddress> gateway;
};

// The one of the least metric; `by`: among those by this adapter.
std::optional<DefaultRoute> default_route(std::uint8_t family, std::optional<unsigned> by) {
  std::optional<DefaultRoute> best;
  std::uint32_t metric_best = std::numeric_limits<std::uint32_t>::max();
  NetlinkRequest request(RTM_GETROUTE, NetlinkRequest::Answer::all);
  request.body<rtmsg>().rtm_family = family;
  const auto asked = request.run("list the routes", [&](const nlmsghdr& message) {
    const auto& body = *static_cast<const rtmsg*>(mnl_nlmsg_get_payload(&message));
    if (body.rtm_dst_len != 0 || body.rtm_type != RTN_UNICAST || body.rtm_family != family ||
        body.rtm_table != RT_TABLE_MAIN) {
      return;
    }
    const NetlinkAttributes attributes(message, sizeof(rtmsg));
    const auto adapter = adapter_of(attributes);
    const std::uint32_t metric = attributes.number(RTA_PRIORITY).value_or(0);
    if (!adapter || (by && adapter != by)) return;
    if (!best || metric < metric_best) {
      best = {*adapter, attributes.address(RTA_GATEWAY, *adapter)};
      metric_best = metric;
    }
  });
  return asked ? best : std::nullopt;
}

}  // namespace

std::optional<Route> SystemHost::route_to(const IpAddress& destination) const {
  NetlinkRequest request(RTM_GETROUTE, NetlinkRequest::Answer::one);
  auto& body = request.body<rtmsg>();
  body.rtm_family = netlink_family(destination);
  body.rtm_dst_len = static_cast<std::uint8_t>(destination.size() * 8);
  request.put(RTA_DST, destination);
  if (destination.scope() != 0) request.put(RTA_OIF, destination.scope());
  std::optional<Route> route;
  const auto asked = request.run("find the route to " + destination.to_string(),
                                 [&](const nlmsghdr& message) { route = route_of(message); });
  return asked ? route : std::nullopt;
}

std::optional<unsigned> SystemHost::default_adapter() const {
  if (const auto v4 = default_route(AF_INET, std::nullopt)) return v4->adapter;
  const auto v6 = default_route(AF_INET6, std::nullopt);
  return v6 ? std::optional(v6->adapter) : std::nullopt;
}

std::optional<IpAddress> SystemHost::gateway_of(unsigned adapter, IpAddress::Family family) const {
  const auto found = default_route(family == IpAddress::Family::v4 ? AF_INET : AF_INET6, adapter);
  return found ? found->gateway : std::nullopt;
}

}  // namespace parley::host
