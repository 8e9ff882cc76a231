#include "board/router/frame.h"

#include <gtest/gtest.h>

using namespace parley::board::router;

namespace {

const std::vector<std::uint8_t> hello{'h', 'e', 'l', 'l', 'o'};

std::vector<std::uint8_t> packet() {
  return udp_frame({1, 2, 3, 4, 5, 6}, broadcast_mac, {router_ip, everywhere, 67, 68, hello});
}

TEST(Frame, AUdpPacketIsReadAsItWasWritten) {
  const auto frame = packet();
  EXPECT_EQ(destination_of(frame), broadcast_mac);
  EXPECT_EQ(source_of(frame), (Mac{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(ip_source(frame), router_ip);
  const auto udp = udp_of(frame);
  ASSERT_TRUE(udp);
  EXPECT_EQ(udp->source, router_ip);
  EXPECT_EQ(udp->destination, everywhere);
  EXPECT_EQ(udp->source_port, 67);
  EXPECT_EQ(udp->destination_port, 68);
  EXPECT_EQ(std::vector(udp->payload.begin(), udp->payload.end()), hello);
}

TEST(Frame, ChecksumsAreThoseOfTheRfc) {
  // RFC 1071, 3: the words 0001 f203 f4f5 f6f7 sum to ddf2.
  const std::uint8_t octets[] = {0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7};
  EXPECT_EQ(checksum(octets), static_cast<std::uint16_t>(~0xddf2));
  const auto frame = packet();
  EXPECT_EQ(checksum(std::span(frame).subspan(14, 20)), 0);
}

TEST(Frame, NothingIsReadBeyondTheEnd) {
  const auto whole = packet();
  for (std::size_t size = 14; size < whole.size(); ++size) {
    const std::vector<std::uint8_t> cut(whole.begin(),
                                        whole.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(udp_of(cut)) << size;
    EXPECT_EQ(ip_source(cut).has_value(), size >= 34) << size;
  }
  const auto arp = arp_announcement({1, 2, 3, 4, 5, 6}, router_ip);
  EXPECT_EQ(arp_sender(arp), router_ip);
  for (std::size_t size = 14; size < arp.size(); ++size)
    EXPECT_FALSE(arp_sender(std::span(arp).first(size)));
}

TEST(Frame, LengthsThatDoNotFitAreRefused) {
  for (const auto& [at, value] : {std::pair{14, 0x44},  // a header of 16 octets
                                  {14, 0x4f},           // of 60, in a packet of 33
                                  {17, 200},            // longer than the frame
                                  {17, 20},             // no room for UDP
                                  {20, 0x20},           // a fragment
                                  {23, 6},              // TCP
                                  {25, 1}}) {           // a wrong checksum
    auto frame = packet();
    frame[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(value);
    EXPECT_FALSE(udp_of(frame)) << at;
  }
}

TEST(Frame, PaddingIsNotPayload) {
  auto frame = packet();
  frame.resize(60, 0xee);
  EXPECT_EQ(udp_of(frame)->payload.size(), hello.size());
}

}  // namespace
