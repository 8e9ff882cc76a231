#include "cli/reach.h"

#include <gtest/gtest.h>

namespace parley::cli {
namespace {

host::Adapter adapter(std::string name, unsigned index, host::AdapterKind kind,
                      const char* address) {
  host::Adapter made;
  made.name = std::move(name);
  made.index = index;
  made.kind = kind;
  made.addresses = {*Cidr::parse(address)};
  return made;
}

Reach home() {
  Reach reach;
  reach.adapters = {adapter("lo", 1, host::AdapterKind::loopback, "127.0.0.1/8"),
                    adapter("eth0", 2, host::AdapterKind::wired, "10.0.0.3/24"),
                    adapter("wlan0", 3, host::AdapterKind::wireless, "192.168.1.5/24")};
  reach.default_adapter = 3;
  return reach;
}

Endpoint at(const char* address) {
  return {*IpAddress::parse(address), Port{8888}};
}

TEST(Reach, lists_every_address_a_device_could_use_the_likely_one_first) {
  EXPECT_EQ(reach_text(event::Transport::tcp, at("::"), home()),
            "  a device uses 192.168.1.5 port 8888  (wlan0, Wi-Fi)\n"
            "             or 10.0.0.3    port 8888  (eth0, wired)\n"
            "   this machine 127.0.0.1   port 8888\n"
            "  peers outside of this machine's own subnets are refused; --allow CIDR serves them");
}

TEST(Reach, tells_of_an_own_firewall_that_stops_devices) {
  Reach reach = home();
  reach.firewall = {host::Firewall::Access::read, R"({"nftables": [{"chain": {"family": "inet",
      "table": "filter", "name": "input", "type": "filter", "hook": "input", "prio": 0,
      "policy": "drop"}}, {"rule": {"family": "inet", "table": "filter", "chain": "input", "expr":
      [{"match": {"op": "==", "left": {"meta": {"key": "iif"}}, "right": "lo"}},
      {"accept": null}]}}]})",
                    ""};
  const std::string text = reach_text(event::Transport::tcp, at("::"), reach);
  EXPECT_TRUE(
      text.ends_with("\n  this computer's firewall drops what comes to TCP port 8888 (chain "
                     "inet filter input: policy drop)"))
      << text;
  const std::string own = reach_text(event::Transport::tcp, at("127.0.0.1"), reach);
  EXPECT_EQ(own.find("firewall"), std::string::npos) << own;
}

TEST(Reach, on_loopback_says_that_devices_cannot_come) {
  EXPECT_EQ(reach_text(event::Transport::tcp, at("127.0.0.1"), home()),
            "   this machine 127.0.0.1 port 8888\n"
            "  only programs on this machine can connect; without ADDRESS devices can, too");
}

TEST(Reach, on_one_address_names_only_that) {
  EXPECT_EQ(reach_text(event::Transport::tcp, at("10.0.0.3"), home()),
            "  a device uses 10.0.0.3 port 8888  (eth0, wired)");
}

TEST(Reach, without_a_network_says_so) {
  Reach reach = home();
  reach.adapters.resize(1);
  EXPECT_EQ(reach_text(event::Transport::tcp, at("0.0.0.0"), reach),
            "   this machine 127.0.0.1 port 8888\n"
            "  no device can reach this machine: none of its adapters has an address and a link\n"
            "  peers outside of this machine's own subnets are refused; --allow CIDR serves them");
}

TEST(Reach, behind_the_nat_of_wsl_prints_the_way_out) {
  Reach reach = home();
  reach.wsl = host::Wsl::nat;
  EXPECT_NE(reach_text(event::Transport::tcp, at("::"), reach).find("networkingMode=mirrored"),
            std::string::npos);
}

}  // namespace
}  // namespace parley::cli
