#include "host/subnets.h"

#include <gtest/gtest.h>

#include "host/fake_host.h"

namespace parley::host {
namespace {

IpAddress address(const char* text) {
  return IpAddress::parse(text).value();
}
Cidr cidr(const char* text) {
  return Cidr::parse(text).value();
}

Cidr scoped(const char* text, unsigned scope, unsigned bits) {
  return {address((std::string(text) + "%" + std::to_string(scope)).c_str()), bits};
}

// A laptop: loopback, a wired port without a cable, Wi-Fi with the default route, Docker, a VPN.
FakeHost laptop() {
  FakeHost host;
  host.all_adapters = {
      {"lo", 1, AdapterKind::loopback, true, true, "", {cidr("127.0.0.1/8"), cidr("::1/128")}},
      {"docker0", 2, AdapterKind::container, true, true, "", {cidr("172.17.0.1/16")}},
      {"eth0", 3, AdapterKind::wired, true, false, "", {cidr("10.1.1.1/24")}},
      {"wlan0",
       4,
       AdapterKind::wireless,
       true,
       true,
       "5c:cf:7f:01:02:03",
       {scoped("fe80::1", 4, 64), cidr("fd00::5/64"), cidr("192.168.1.5/24")}},
      {"tun0", 5, AdapterKind::tunnel, true, true, "", {cidr("10.8.0.2/32")}},
      {"usb0",
       6,
       AdapterKind::wired,
       true,
       true,
       "",
       {cidr("169.254.3.4/16"), cidr("10.9.0.2/24")}},
      {"old0", 7, AdapterKind::wired, false, false, "", {cidr("10.77.0.1/24")}},
  };
  host.default_index = 4;
  return host;
}

std::vector<std::string> shown(const std::vector<LanAddress>& addresses) {
  std::vector<std::string> texts;
  for (const LanAddress& lan : addresses) {
    IpAddress plain = lan.address;
    texts.push_back(lan.adapter + " " + std::string(kind_name(lan.kind)) + " " + plain.to_string());
  }
  return texts;
}

TEST(InOwnSubnets, TakesNeighboursAndItself) {
  const auto adapters = laptop().all_adapters;
  EXPECT_TRUE(in_own_subnets(adapters, address("192.168.1.77")));
  EXPECT_TRUE(in_own_subnets(adapters, address("192.168.1.5")));
  EXPECT_TRUE(in_own_subnets(adapters, address("fd00::abcd")));
  EXPECT_TRUE(in_own_subnets(adapters, address("172.17.200.1")));
}

TEST(InOwnSubnets, LeavesOthersOut) {
  const auto adapters = laptop().all_adapters;
  EXPECT_FALSE(in_own_subnets(adapters, address("192.168.2.77")));
  EXPECT_FALSE(in_own_subnets(adapters, address("203.0.113.9")));
  EXPECT_FALSE(in_own_subnets(adapters, address("fd00:0:0:1::5")));
  EXPECT_FALSE(in_own_subnets(adapters, address("2001:db8::1")));
}

TEST(InOwnSubnets, LoopbackIsOwnEvenWithoutAdapters) {
  EXPECT_TRUE(in_own_subnets({}, address("127.0.0.1")));
  EXPECT_TRUE(in_own_subnets({}, address("127.5.6.7")));
  EXPECT_TRUE(in_own_subnets({}, address("::1")));
  EXPECT_FALSE(in_own_subnets({}, address("192.168.1.5")));
}

TEST(InOwnSubnets, MappedLoopbackIsLoopback) {
  EXPECT_TRUE(in_own_subnets({}, address("::ffff:127.0.0.1")));
  EXPECT_FALSE(in_own_subnets({}, address("::ffff:203.0.113.9")));
}

TEST(InOwnSubnets, AFullPrefixMeansItself) {
  const auto adapters = laptop().all_adapters;
  EXPECT_TRUE(in_own_subnets(adapters, address("10.8.0.2")));
  EXPECT_FALSE(in_own_subnets(adapters, address("10.8.0.1")));
}

TEST(InOwnSubnets, LinkLocalCameOverTheLink) {
  EXPECT_TRUE(in_own_subnets({}, address("fe80::1234%9")));
  EXPECT_FALSE(in_own_subnets({}, address("fe80::1234")));
  EXPECT_FALSE(in_own_subnets({}, address("169.254.1.1")));
}

TEST(InOwnSubnets, AnAdapterThatIsDownCountsNot) {
  EXPECT_FALSE(in_own_subnets(laptop().all_adapters, address("10.77.0.2")));
}

TEST(OwnSubnets, AreNetworksWithoutLoopbackAndLinkLocal) {
  auto adapters = laptop().all_adapters;
  adapters[3].addresses.push_back(cidr("192.168.1.6/24"));
  std::vector<std::string> texts;
  for (const Cidr& subnet : own_subnets(adapters))
    texts.push_back(subnet.to_string());
  EXPECT_EQ(texts,
            (std::vector<std::string>{"172.17.0.0/16", "10.1.1.0/24", "fd00::/64", "192.168.1.0/24",
                                      "10.8.0.2/32", "169.254.0.0/16", "10.9.0.0/24"}));
}

TEST(LanAddresses, LikelyOnesFirst) {
  const FakeHost host = laptop();
  const auto found = lan_addresses(host.all_adapters, host.default_adapter());
  EXPECT_EQ(shown(found),
            (std::vector<std::string>{
                "wlan0 Wi-Fi 192.168.1.5", "wlan0 Wi-Fi fd00::5", "usb0 wired 10.9.0.2",
                "tun0 VPN 10.8.0.2", "docker0 container 172.17.0.1",
                "wlan0 Wi-Fi " + address("fe80::1%4").to_string(), "usb0 wired 169.254.3.4"}));
}

TEST(LanAddresses, WithoutADefaultRouteHardwareComesFirst) {
  const auto found = lan_addresses(laptop().all_adapters, std::nullopt);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().adapter, "wlan0");
  EXPECT_EQ(found.front().address, address("192.168.1.5"));
}

TEST(LanAddresses, NoneOnAMachineWithLoopbackOnly) {
  auto adapters = laptop().all_adapters;
  adapters.resize(1);
  EXPECT_TRUE(lan_addresses(adapters, std::nullopt).empty());
}

}  // namespace
}  // namespace parley::host
