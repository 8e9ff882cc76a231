#include "board/router/dhcp_server.h"

#include <gtest/gtest.h>

using namespace parley;
using namespace parley::board::router;
using namespace std::chrono_literals;

namespace {

constexpr SteadyTime start{1h};

Mac mac(std::uint8_t number) {
  return {0x5c, 0xcf, 0x7f, 0, 0, number};
}

Ip host(std::uint32_t last) {
  return Ip{network_ip.number + last};
}

class DhcpServerTest : public testing::Test {
 protected:
  /// The address offered, or none.
  Ip discover(const Mac& who, std::optional<Ip> wish = std::nullopt) {
    const auto reply =
        server_.handle({.type = DhcpType::discover, .mac = who, .requested = wish}, now_);
    if (!reply) return Ip{};
    EXPECT_EQ(reply->answer.type, DhcpType::offer);
    return reply->answer.yours;
  }

  std::optional<DhcpServer::Reply> request(const Mac& who, Ip wanted,
                                           std::optional<Ip> server = std::nullopt) {
    return server_.handle(
        {.type = DhcpType::request, .mac = who, .requested = wanted, .server = server}, now_);
  }

  /// The whole of it; the address.
  Ip obtain(const Mac& who) {
    const auto reply = request(who, discover(who), router_ip);
    return reply && reply->answer.type == DhcpType::ack ? reply->answer.yours : Ip{};
  }

  DhcpServer server_;
  SteadyTime now_ = start;
};

TEST_F(DhcpServerTest, TheFirstIs15AndEachKeepsItsOwn) {
  EXPECT_EQ(obtain(mac(9)), host(15));
  EXPECT_EQ(obtain(mac(5)), host(16));
  EXPECT_EQ(obtain(mac(9)), host(15));
  EXPECT_EQ(server_.leased(mac(5), now_), host(16));
}

TEST_F(DhcpServerTest, AnOfferIsKeptForItsClient) {
  EXPECT_EQ(discover(mac(1)), host(15));
  EXPECT_EQ(discover(mac(2)), host(16));
  EXPECT_EQ(discover(mac(1)), host(15));
  EXPECT_FALSE(server_.leased(mac(1), now_)) << "an offer is no lease";
}

TEST_F(DhcpServerTest, AWishIsGrantedWhenItIsFree) {
  EXPECT_EQ(discover(mac(1), host(77)), host(77));
  EXPECT_EQ(discover(mac(2), host(77)), host(15));
  EXPECT_EQ(discover(mac(3), host(2)), host(16)) << "the router's own is not to be had";
  EXPECT_EQ(discover(mac(4), host(255)), host(17));
}

TEST_F(DhcpServerTest, AClientThatRestartsKeepsItsAddressAtANewServer) {
  const auto reply = request(mac(1), host(40));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->answer.type, DhcpType::ack);
  EXPECT_EQ(reply->answer.yours, host(40));
}

TEST_F(DhcpServerTest, WhatIsSomebodyElsesOrOfAnotherNetworkIsRefused) {
  obtain(mac(1));
  for (const Ip wanted : {host(15), Ip{0xc0a80107}, host(3), host(0), Ip{}}) {
    const auto reply = request(mac(2), wanted);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->answer.type, DhcpType::nak);
    EXPECT_TRUE(reply->broadcast);
  }
}

TEST_F(DhcpServerTest, AnothersOfferIsNotAnswered) {
  EXPECT_FALSE(request(mac(1), host(15), host(77)));
}

TEST_F(DhcpServerTest, Renewing) {
  obtain(mac(1));
  now_ += 12h;
  const auto reply =
      server_.handle({.type = DhcpType::request, .client = host(15), .mac = mac(1)}, now_);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->answer.type, DhcpType::ack);
  EXPECT_EQ(reply->answer.lease_seconds, 86'400u);
  EXPECT_FALSE(reply->broadcast);
  now_ += 23h;
  EXPECT_TRUE(server_.leased(mac(1), now_));
  now_ += 2h;
  EXPECT_FALSE(server_.leased(mac(1), now_)) << "24 h after it was renewed";
}

TEST_F(DhcpServerTest, BroadcastIsAskedForByAClientThatHasNoAddress) {
  const auto reply =
      server_.handle({.type = DhcpType::discover, .flags = 0x8000, .mac = mac(1)}, now_);
  EXPECT_TRUE(reply->broadcast);
  EXPECT_FALSE(server_.handle({.type = DhcpType::discover, .mac = mac(1)}, now_)->broadcast);
}

TEST_F(DhcpServerTest, AReleasedAddressIsRemembered) {
  obtain(mac(1));
  server_.handle({.type = DhcpType::release, .client = host(15), .mac = mac(1)}, now_);
  EXPECT_FALSE(server_.leased(mac(1), now_));
  EXPECT_EQ(obtain(mac(2)), host(16)) << "new ones get what nobody ever had";
  EXPECT_EQ(obtain(mac(1)), host(15));
}

TEST_F(DhcpServerTest, ADeclinedAddressIsSetAside) {
  obtain(mac(1));
  server_.handle({.type = DhcpType::decline, .mac = mac(1), .requested = host(15)}, now_);
  EXPECT_EQ(obtain(mac(1)), host(16));
  EXPECT_EQ(request(mac(2), host(15))->answer.type, DhcpType::nak);
  now_ += declined_duration;
  EXPECT_EQ(request(mac(2), host(15))->answer.type, DhcpType::ack);
}

TEST_F(DhcpServerTest, AStaticAddressIsNobodyElses) {
  server_.in_use(mac(1), host(15), now_);
  EXPECT_EQ(obtain(mac(2)), host(16));
}

TEST_F(DhcpServerTest, WhenAllAreTakenTheStalestIsGivenAndElseNone) {
  for (int number = 0; number < 240; ++number)
    ASSERT_TRUE(obtain(mac(static_cast<std::uint8_t>(number))));
  EXPECT_FALSE(discover(mac(250))) << "every address is leased";
  server_.handle({.type = DhcpType::release, .client = host(15 + 100), .mac = mac(100)}, now_);
  now_ += 1s;
  EXPECT_EQ(obtain(mac(250)), host(115));
}

TEST_F(DhcpServerTest, AnInformGetsNoAddress) {
  const auto reply =
      server_.handle({.type = DhcpType::inform, .client = host(99), .mac = mac(1)}, now_);
  ASSERT_TRUE(reply);
  EXPECT_FALSE(reply->answer.yours);
  EXPECT_EQ(reply->answer.lease_seconds, 0u);
}

}  // namespace
