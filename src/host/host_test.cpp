#include "host/host.h"

#include <gtest/gtest.h>

#include "host/fake_host.h"

namespace parley::host {
namespace {

IpAddress address(const char* text) {
  return IpAddress::parse(text).value();
}

Holder holder(const char* local, bool listening) {
  Holder made;
  made.pid = 1;
  made.command = local;
  made.local = {address(local), Port{8888}};
  made.listening = listening;
  return made;
}

std::string in_the_way(const std::vector<Holder>& holders, const char* wanted) {
  const auto found = holder_in_the_way(holders, address(wanted));
  return found ? found->command : "nobody";
}

TEST(HolderInTheWay, WildcardAndExactAddress) {
  EXPECT_EQ(in_the_way({holder("0.0.0.0", true)}, "192.168.1.5"), "0.0.0.0");
  EXPECT_EQ(in_the_way({holder("192.168.1.5", true)}, "0.0.0.0"), "192.168.1.5");
  EXPECT_EQ(in_the_way({holder("192.168.1.5", true)}, "192.168.1.5"), "192.168.1.5");
}

TEST(HolderInTheWay, BothFamiliesMeetInTheIpv6Wildcard) {
  EXPECT_EQ(in_the_way({holder("::", true)}, "127.0.0.1"), "::");
  EXPECT_EQ(in_the_way({holder("127.0.0.1", true)}, "::"), "127.0.0.1");
  EXPECT_EQ(in_the_way({holder("0.0.0.0", true)}, "::"), "0.0.0.0");
}

TEST(HolderInTheWay, OtherAddressesAreNot) {
  EXPECT_EQ(in_the_way({}, "0.0.0.0"), "nobody");
  EXPECT_EQ(in_the_way({holder("127.0.0.1", true)}, "192.168.1.5"), "nobody");
  EXPECT_EQ(in_the_way({holder("0.0.0.0", true)}, "::1"), "nobody");
  EXPECT_EQ(in_the_way({holder("::1", true)}, "0.0.0.0"), "nobody");
}

TEST(HolderInTheWay, ListeningFirstThenTheExactAddress) {
  EXPECT_EQ(in_the_way({holder("127.0.0.1", false), holder("0.0.0.0", true)}, "127.0.0.1"),
            "0.0.0.0");
  EXPECT_EQ(in_the_way({holder("0.0.0.0", true), holder("127.0.0.1", true)}, "127.0.0.1"),
            "127.0.0.1");
  EXPECT_EQ(in_the_way({holder("127.0.0.1", false)}, "127.0.0.1"), "127.0.0.1");
}

TEST(PortHolder, AsksForTheProtocolAndPort) {
  FakeHost host;
  host.sockets[{Protocol::udp, Port{8888}}] = {holder("0.0.0.0", true)};
  EXPECT_TRUE(port_holder(host, Protocol::udp, Port{8888}, address("0.0.0.0")));
  EXPECT_FALSE(port_holder(host, Protocol::tcp, Port{8888}, address("0.0.0.0")));
  EXPECT_FALSE(port_holder(host, Protocol::udp, Port{8889}, address("0.0.0.0")));
}

}  // namespace
}  // namespace parley::host
