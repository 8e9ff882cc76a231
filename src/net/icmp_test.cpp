#include "net/icmp.h"

#include <gtest/gtest.h>

#include "net/socket.h"

namespace parley::net {
namespace {

IpAddress ip(const char* text) {
  return IpAddress::parse(text).value();
}

std::string v4(const char* from, unsigned type, unsigned code) {
  return icmp_words({ip(from), IpAddress::Family::v4, type, code}, ip("10.0.0.5"));
}

std::string v6(const char* from, unsigned type, unsigned code) {
  return icmp_words({ip(from), IpAddress::Family::v6, type, code}, ip("fd00::5"));
}

TEST(Icmp, Words) {
  EXPECT_EQ(v4("10.0.0.1", 3, 0), ": 10.0.0.1 says \"network unreachable\" (ICMP type 3, code 0)");
  EXPECT_EQ(v4("10.0.0.1", 3, 1), ": 10.0.0.1 says \"host unreachable\" (ICMP type 3, code 1)");
  EXPECT_EQ(v4("10.0.0.7", 3, 3), ": 10.0.0.7 says \"port unreachable\" (ICMP type 3, code 3)");
  for (const unsigned code : {9u, 10u, 13u}) {
    EXPECT_EQ(v4("10.0.0.1", 3, code),
              ": 10.0.0.1 says \"administratively prohibited\" (ICMP type 3, code " +
                  std::to_string(code) + ")");
  }
  EXPECT_EQ(v4("10.0.0.1", 11, 0),
            ": 10.0.0.1 says \"time to live exceeded\" (ICMP type 11, code 0)");
  EXPECT_EQ(v6("fd00::1", 1, 0),
            ": fd00::1 says \"no route to destination\" (ICMPv6 type 1, code 0)");
  EXPECT_EQ(v6("fd00::1", 1, 1),
            ": fd00::1 says \"administratively prohibited\" (ICMPv6 type 1, code 1)");
  EXPECT_EQ(v6("fd00::1", 3, 0), ": fd00::1 says \"hop limit exceeded\" (ICMPv6 type 3, code 0)");
}

TEST(Icmp, WhatThisComputerSaysToItself) {
  EXPECT_EQ(v4("10.0.0.5", 3, 1), "");  // ARP got no answer
  EXPECT_EQ(v6("fd00::5", 1, 3), "");
  EXPECT_EQ(v4("10.0.0.5", 3, 13),
            ": this computer itself says \"administratively prohibited\" (ICMP type 3, code 13)");
}

TEST(Icmp, NoMessageIsNoRefusal) {
  const auto socket = open_socket(AF_INET, SOCK_STREAM, 0, "open a socket");
  ASSERT_TRUE(socket);
  ask_for_icmp(socket->get(), IpAddress::Family::v4);
  EXPECT_EQ(take_icmp(socket->get()), std::nullopt);
}

}  // namespace
}  // namespace parley::net
