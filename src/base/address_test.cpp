#include "base/address.h"

#include <gtest/gtest.h>
#include <unordered_set>

namespace parley {
namespace {

using Family = IpAddress::Family;

IpAddress address(std::string_view text) {
  const auto parsed = IpAddress::parse(text);
  if (!parsed) ADD_FAILURE() << text;
  return parsed.value_or(IpAddress{});
}

std::string round_trip(std::string_view text) {
  return address(text).to_string();
}

TEST(IpAddress, TextComesBack) {
  for (const std::string_view text : {"0.0.0.0", "192.168.1.20", "255.255.255.255", "::", "::1",
                                      "fe80::1", "2001:db8::8:800:1"}) {
    EXPECT_EQ(round_trip(text), text);
  }
  EXPECT_EQ(round_trip("2001:DB8:0:0::1"), "2001:db8::1");
}

TEST(IpAddress, WhatIsNone) {
  for (const std::string_view text :
       {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4 ", " 1.2.3.4", "01.2.3.4", "1.2.3.4%lo",
        "[::1]", ":", ":::", "1::2::3", "12345::", "::1/64", "localhost", "fe80::1%",
        "fe80::1%nope", "0x7f.1", "2130706433"}) {
    EXPECT_FALSE(IpAddress::parse(text)) << text;
  }
}

TEST(IpAddress, ANulIsNotTheEnd) {
  EXPECT_FALSE(IpAddress::parse(std::string_view("127.0.0.1\0.evil", 15)));
  EXPECT_FALSE(IpAddress::parse(std::string_view("::1\0", 4)));
  EXPECT_FALSE(IpAddress::parse(std::string_view("fe80::1%lo\0x", 12)));
}

TEST(IpAddress, V4MappedIsV4) {
  EXPECT_EQ(address("::ffff:10.0.0.7"), address("10.0.0.7"));
  EXPECT_TRUE(address("::ffff:127.0.0.1").is_loopback());
  EXPECT_FALSE(address("::fffe:10.0.0.7").is_v4());
  EXPECT_FALSE(address("::10.0.0.7").is_v4());
}

TEST(IpAddress, ScopesHaveNumbersAndNames) {
  EXPECT_EQ(address("fe80::1%7777777").scope(), 7777777u);
  EXPECT_EQ(round_trip("fe80::1%7777777"), "fe80::1%7777777");
  EXPECT_NE(address("fe80::1%7777777"), address("fe80::1"));
  const IpAddress named = address("fe80::1%lo");
  EXPECT_NE(named.scope(), 0u);
  EXPECT_EQ(named.to_string(), "fe80::1%lo");
  EXPECT_EQ(address("fe80::1%" + std::to_string(named.scope())), named);
}

TEST(IpAddress, Kinds) {
  EXPECT_TRUE(address("0.0.0.0").is_any());
  EXPECT_TRUE(address("::").is_any());
  EXPECT_FALSE(address("0.0.0.1").is_any());
  EXPECT_TRUE(address("127.255.0.1").is_loopback());
  EXPECT_TRUE(address("::1").is_loopback());
  EXPECT_FALSE(address("128.0.0.1").is_loopback());
  EXPECT_FALSE(address("::2").is_loopback());
  EXPECT_TRUE(address("169.254.7.7").is_link_local());
  EXPECT_FALSE(address("169.255.7.7").is_link_local());
  EXPECT_TRUE(address("fe80::1").is_link_local());
  EXPECT_TRUE(address("febf::1").is_link_local());
  EXPECT_FALSE(address("fec0::1").is_link_local());
  EXPECT_TRUE(address("224.0.0.1").is_multicast());
  EXPECT_TRUE(address("239.255.255.255").is_multicast());
  EXPECT_FALSE(address("240.0.0.1").is_multicast());
  EXPECT_TRUE(address("ff02::1").is_multicast());
  EXPECT_FALSE(address("fe80::1").is_multicast());
}

TEST(IpAddress, AnyAndLoopbackOfEachFamily) {
  EXPECT_EQ(IpAddress::any(Family::v4).to_string(), "0.0.0.0");
  EXPECT_EQ(IpAddress::any(Family::v6).to_string(), "::");
  EXPECT_EQ(IpAddress::loopback(Family::v4).to_string(), "127.0.0.1");
  EXPECT_EQ(IpAddress::loopback(Family::v6).to_string(), "::1");
  EXPECT_NE(IpAddress::any(Family::v4), IpAddress::any(Family::v6));
}

TEST(IpAddress, OctetsAreInNetworkOrder) {
  const IpAddress v4 = address("1.2.3.4");
  ASSERT_EQ(v4.size(), 4u);
  EXPECT_EQ(std::vector(v4.octets(), v4.octets() + 4), (std::vector<std::uint8_t>{1, 2, 3, 4}));
  EXPECT_EQ(address("2001:db8::1").size(), 16u);
  EXPECT_EQ(address("2001:db8::1").octets()[1], 1);
}

TEST(Port, IsDecimalAndBounded) {
  EXPECT_EQ(parse_port("0"), Port{0});
  EXPECT_EQ(parse_port("8888"), Port{8888});
  EXPECT_EQ(parse_port("65535"), Port{65535});
  for (const std::string_view text :
       {"", "65536", "99999", "4294967376", "-1", "+80", "80 ", " 80", "0x50", "http", "8o"}) {
    EXPECT_FALSE(parse_port(text)) << text;
  }
}

TEST(Endpoint, BracketsV6) {
  EXPECT_EQ((Endpoint{address("192.168.1.20"), Port{8888}}.to_string()), "192.168.1.20:8888");
  EXPECT_EQ((Endpoint{address("::1"), Port{80}}.to_string()), "[::1]:80");
  EXPECT_EQ((Endpoint{address("fe80::1%7777777"), Port{0}}.to_string()), "[fe80::1%7777777]:0");
}

TEST(Endpoint, HashesTellApart) {
  std::unordered_set<Endpoint> seen;
  for (unsigned port = 0; port < 100; ++port) {
    seen.insert({address("10.0.0.7"), static_cast<Port>(port)});
    seen.insert({address("::ffff:10.0.0.7"), static_cast<Port>(port)});
    seen.insert({address("::1"), static_cast<Port>(port)});
  }
  EXPECT_EQ(seen.size(), 200u);
  EXPECT_NE(std::hash<IpAddress>{}(address("10.0.0.7")),
            std::hash<IpAddress>{}(address("10.0.0.8")));
}

bool contains(std::string_view network, std::string_view text) {
  const auto parsed = Cidr::parse(network);
  if (!parsed) ADD_FAILURE() << network;
  return parsed && parsed->contains(address(text));
}

TEST(Cidr, ContainsByLeadingBits) {
  EXPECT_TRUE(contains("192.168.1.0/24", "192.168.1.255"));
  EXPECT_FALSE(contains("192.168.1.0/24", "192.168.2.0"));
  EXPECT_TRUE(contains("172.16.0.0/12", "172.31.255.255"));
  EXPECT_FALSE(contains("172.16.0.0/12", "172.32.0.0"));
  EXPECT_TRUE(contains("10.0.0.7", "10.0.0.7"));
  EXPECT_FALSE(contains("10.0.0.7", "10.0.0.6"));
  EXPECT_TRUE(contains("fe80::/10", "febf::1%7777777"));
  EXPECT_FALSE(contains("fe80::/10", "fec0::1"));
  EXPECT_TRUE(contains("2001:db8::1/128", "2001:db8::1"));
}

TEST(Cidr, ZeroBitsAreAllOfOneFamily) {
  EXPECT_TRUE(contains("0.0.0.0/0", "203.0.113.9"));
  EXPECT_FALSE(contains("0.0.0.0/0", "::1"));
  EXPECT_TRUE(contains("::/0", "2001:db8::1"));
  EXPECT_FALSE(contains("::/0", "10.0.0.7"));
}

TEST(Cidr, AMappedPeerIsFoundInAV4Network) {
  EXPECT_TRUE(contains("192.168.1.0/24", "::ffff:192.168.1.7"));
}

TEST(Cidr, TextHasTheHostsBitsCleared) {
  EXPECT_EQ(Cidr::parse("192.168.1.77/24")->to_string(), "192.168.1.0/24");
  EXPECT_EQ(Cidr::parse("172.31.9.9/12")->to_string(), "172.16.0.0/12");
  EXPECT_EQ(Cidr::parse("10.0.0.7")->to_string(), "10.0.0.7/32");
  EXPECT_EQ(Cidr::parse("255.255.255.255/0")->to_string(), "0.0.0.0/0");
  EXPECT_EQ(Cidr::parse("2001:db8:ffff::1/33")->to_string(), "2001:db8:8000::/33");
  EXPECT_EQ(Cidr::parse("::1")->to_string(), "::1/128");
}

TEST(Cidr, WhatIsNone) {
  for (const std::string_view text :
       {"", "/24", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0/8",
        "10.0.0.0/ 8", "lan/24"}) {
    EXPECT_FALSE(Cidr::parse(text)) << text;
  }
}

}  // namespace
}  // namespace parley
