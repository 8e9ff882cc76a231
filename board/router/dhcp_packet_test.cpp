#include "board/router/dhcp_packet.h"

#include <gtest/gtest.h>

using namespace parley::board::router;

namespace {

std::vector<std::uint8_t> discover() {
  std::vector<std::uint8_t> packet{1, 1, 6, 0, 0xde, 0xad, 0xbe, 0xef, 0, 0, 0x80, 0};
  packet.resize(28, 0);
  packet.insert(packet.end(), {0x5c, 0xcf, 0x7f, 1, 2, 3});
  packet.resize(236, 0);
  packet.insert(packet.end(), {0x63, 0x82, 0x53, 0x63, 53,  1,   1,   50,  4, 10, 0,
                               2,    77,   12,   4,    'l', 'a', 'm', 'p', 0, 255});
  return packet;
}

TEST(DhcpPacket, Read) {
  const auto request = parse_dhcp(discover());
  ASSERT_TRUE(request);
  EXPECT_EQ(request->type, DhcpType::discover);
  EXPECT_EQ(request->transaction, 0xdeadbeefu);
  EXPECT_EQ(request->flags, 0x8000);
  EXPECT_EQ(to_string(request->mac), "5c:cf:7f:01:02:03");
  EXPECT_EQ(to_string(*request->requested), "10.0.2.77");
  EXPECT_EQ(request->host_name, "lamp");
  EXPECT_FALSE(request->server);
}

TEST(DhcpPacket, CutShortAtEveryLength) {
  const auto whole = discover();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto request = parse_dhcp(std::span(whole).first(size));
    // A list of options may end without its end mark; a cut option or a missing type may not.
    const bool at_a_boundary = size == 243 || size == 249 || size >= 255;
    EXPECT_EQ(request.has_value(), at_a_boundary) << size;
  }
}

TEST(DhcpPacket, WhatIsNotForAServerIsNone) {
  for (const auto& [at, value] : {std::pair{0, 2}, {1, 6}, {2, 8}, {236, 0}, {242, 9}, {242, 0}}) {
    auto packet = discover();
    packet[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(value);
    EXPECT_FALSE(parse_dhcp(packet)) << at;
  }
}

TEST(DhcpPacket, Written) {
  const auto request = parse_dhcp(discover());
  const auto answer = dhcp_payload(*request, {DhcpType::ack, Ip{0x0a00020f}, 86'400});
  EXPECT_EQ(answer.size(), 300u);
  const std::vector<std::uint8_t> options(answer.begin() + 240, answer.begin() + 286);
  EXPECT_EQ(options, (std::vector<std::uint8_t>{
                         53, 1, 5, 54,   4,    10, 0, 2, 2, 51,   4,    0, 1, 0x51, 0x80, 58,
                         4,  0, 0, 0xa8, 0xc0, 59, 4, 0, 1, 0x27, 0x50, 1, 4, 255,  255,  255,
                         0,  3, 4, 10,   0,    2,  2, 6, 4, 10,   0,    2, 3, 255}));
}

TEST(DhcpPacket, ARefusalSaysNothingElse) {
  const auto answer = dhcp_payload(*parse_dhcp(discover()), {DhcpType::nak, Ip{}, 0});
  const std::vector<std::uint8_t> options(answer.begin() + 240, answer.begin() + 250);
  EXPECT_EQ(options, (std::vector<std::uint8_t>{53, 1, 6, 54, 4, 10, 0, 2, 2, 255}));
}

}  // namespace
