#include <linux/neighbour.h>

#include "host/netlink.h"
#include "host/system_host.h"

namespace parley::host {

namespace {

NeighbourState state_of(std::uint16_t kernel_state) {
  if (kernel_state & (NUD_REACHABLE | NUD_PERMANENT)) return NeighbourState::reachable;
  if (kernel_state & (NUD_STALE | NUD_DELAY | NUD_PROBE)) return NeighbourState::stale;
  if (kernel_state & NUD_FAILED) return NeighbourState::failed;
  if (kernel_state & NUD_INCOMPLETE) return NeighbourState::incomplete;
  return NeighbourState::none;
}

}  // namespace

Neighbour SystemHost::neighbour(const IpAddress& address) const {
  NetlinkRequest request(RTM_GETNEIGH, NetlinkRequest::Answer::all);
  request.body<ndmsg>().ndm_family = netlink_family(address);
  Neighbour found;
  const auto asked = request.run("list the neighbours", [&](const nlmsghdr& message) {
    const auto& body = *static_cast<const ndmsg*>(mnl_nlmsg_get_payload(&message));
    const NetlinkAttributes attributes(message, sizeof(ndmsg));
    const auto adapter = static_cast<unsigned>(body.ndm_ifindex);
    if (attributes.address(NDA_DST, adapter) != address) return;
    found.state = state_of(body.ndm_state);
    const bool answered =
        found.state == NeighbourState::reachable || found.state == NeighbourState::stale;
    if (answered) found.mac = attributes.mac(NDA_LLADDR);
  });
  return asked ? found : Neighbour{};
}

}  // namespace parley::host
