#include "host/adapters.h"

#include <algorithm>
#include <array>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <map>
#include <net/if.h>
#include <net/if_arp.h>
#include <string_view>

#include "host/files.h"
#include "host/netlink.h"
#include "host/system_host.h"

namespace parley::host {

namespace {

Adapter adapter_of(const nlmsghdr& message, const std::string& net_folder) {
  const auto& link = *static_cast<const ifinfomsg*>(mnl_nlmsg_get_payload(&message));
  const NetlinkAttributes attributes(message, sizeof(ifinfomsg));
  Adapter adapter;
  adapter.name = printable(attributes.text(IFLA_IFNAME));
  adapter.index = static_cast<unsigned>(link.ifi_index);
  adapter.up = (link.ifi_flags & IFF_UP) != 0;
  adapter.running = (link.ifi_flags & IFF_RUNNING) != 0;
  adapter.mac = attributes.mac(IFLA_ADDRESS);

  const std::string folder = net_folder + "/" + adapter.name;
  LinkFacts facts;
  facts.name = adapter.name;
  facts.driver_kind = NetlinkAttributes(attributes.at(IFLA_LINKINFO)).text(IFLA_INFO_KIND);
  facts.hardware = link.ifi_type;
  facts.loopback = (link.ifi_flags & IFF_LOOPBACK) != 0;
  facts.has_device = exists(folder + "/device");
  facts.has_radio = exists(folder + "/wireless") || exists(folder + "/phy80211");
  adapter.kind = guess_kind(facts);
  return adapter;
}

void add_address(const nlmsghdr& message, std::map<unsigned, Adapter>& by_index) {
  const auto& body = *static_cast<const ifaddrmsg*>(mnl_nlmsg_get_payload(&message));
  const auto owner = by_index.find(body.ifa_index);
  if (owner == by_index.end()) return;
  // Until duplicate detection is through (RFC 4862), nobody can bind to the address or reach it.
  const bool usable =
      (body.ifa_flags & IFA_F_TENTATIVE) == 0 || (body.ifa_flags & IFA_F_OPTIMISTIC) != 0;
  if (!usable) return;
  const NetlinkAttributes attributes(message, sizeof(ifaddrmsg));
  // On a point-to-point link IFA_ADDRESS is the far end.
  auto own = attributes.address(IFA_LOCAL, body.ifa_index);
  if (!own) own = attributes.address(IFA_ADDRESS, body.ifa_index);
  if (own) owner->second.addresses.push_back({*own, body.ifa_prefixlen});
}

bool starts_with_any(std::string_view name, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return name.starts_with(prefix); });
}

}  // namespace

AdapterKind guess_kind(const LinkFacts& facts) {
  if (facts.loopback) return AdapterKind::loopback;
  if (facts.has_radio) return AdapterKind::wireless;
  if (facts.driver_kind == "veth" ||
      starts_with_any(facts.name, {"docker", "br-", "podman", "cni", "lxc", "lxdbr", "incusbr",
                                   "virbr", "vboxnet", "vmnet"})) {
    return AdapterKind::container;
  }
  if (facts.driver_kind == "bridge") return AdapterKind::bridge;
  static constexpr std::array tunnels{"tun",  "wireguard", "gre",    "gretap", "ip6gre",
                                      "ipip", "sit",       "ip6tnl", "vti",    "vti6",
                                      "xfrm", "ppp",       "vxlan",  "geneve", "l2tp"};
  if (std::find(tunnels.begin(), tunnels.end(), facts.driver_kind) != tunnels.end() ||
      facts.hardware == ARPHRD_NONE || facts.hardware == ARPHRD_PPP) {
    return AdapterKind::tunnel;
  }
  if (facts.has_device && facts.driver_kind.empty()) return AdapterKind::wired;
  return AdapterKind::other;
}

Result<std::vector<Adapter>> SystemHost::adapters() const {
  const std::string attempted = "list the network adapters";
  std::map<unsigned, Adapter> by_index;

  NetlinkRequest links(RTM_GETLINK, NetlinkRequest::Answer::all);
  links.body<ifinfomsg>().ifi_family = AF_UNSPEC;
  auto asked = links.run(attempted, [&](const nlmsghdr& message) {
    Adapter adapter = adapter_of(message, roots_.sys + "/class/net");
    const unsigned index = adapter.index;
    by_index.emplace(index, std::move(adapter));
  });
  if (!asked) return failure(asked.error());

  NetlinkRequest addresses(RTM_GETADDR, NetlinkRequest::Answer::all);
  addresses.body<ifaddrmsg>().ifa_family = AF_UNSPEC;
  asked =
      addresses.run(attempted, [&](const nlmsghdr& message) { add_address(message, by_index); });
  if (!asked) return failure(asked.error());

  std::vector<Adapter> adapters;
  adapters.reserve(by_index.size());
  for (auto& [index, adapter] : by_index)
    adapters.push_back(std::move(adapter));
  return adapters;
}

}  // namespace parley::host
