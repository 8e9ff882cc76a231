#include "wire/segment.h"

#include <gtest/gtest.h>
#include <tins/dot1q.h>
#include <tins/udp.h>

#include "wire/frames_fixture.h"

using namespace parley;
using namespace parley::wire;
using Tins::TCP;

TEST(Segment, HasWhatTheHeaderSays) {
  const auto segment =
      read_segment(test::frame_of({.flags = TCP::SYN, .sequence = 6509, .segment_most = 536}));
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->source.to_string(), "10.0.2.15:49153");
  EXPECT_EQ(segment->destination.to_string(), "10.0.2.2:8888");
  EXPECT_TRUE(segment->syn);
  EXPECT_FALSE(segment->ack || segment->fin || segment->rst);
  EXPECT_EQ(segment->sequence, 6509u);
  EXPECT_EQ(segment->window, 2144);
  EXPECT_EQ(segment->segment_most, 536);
  EXPECT_FALSE(segment->window_scale);
  EXPECT_EQ(segment->payload_bytes, 0u);
  EXPECT_TRUE(segment->intact());
}

TEST(Segment, CountsPayloadAndNotThePaddingOfAShortFrame) {
  const auto short_one = read_segment(test::frame_of({.flags = TCP::ACK, .payload = "Hi"}));
  ASSERT_TRUE(short_one);
  EXPECT_EQ(short_one->payload_bytes, 2u);
  auto padded = test::frame_of({.flags = TCP::ACK});
  padded.resize(60);
  const auto none = read_segment(padded);
  ASSERT_TRUE(none);
  EXPECT_EQ(none->payload_bytes, 0u);
  EXPECT_TRUE(none->intact());
}

TEST(Segment, EachChangedOctetOfIpAndTcpIsNoticed) {
  const auto frame = test::frame_of({.flags = TCP::ACK, .sequence = 9, .payload = "Hello"});
  for (std::size_t at = 14; at < 14 + 20 + 20 + 5; ++at) {
    auto damaged = frame;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    const auto segment = read_segment(damaged);
    EXPECT_TRUE(!segment || !segment->intact()) << "octet " << at;
  }
}

TEST(Segment, OfIpv6AndBehindAVlanTag) {
  Tins::EthernetII frame = Tins::EthernetII("52:55:0a:00:02:02", "5c:cf:7f:01:02:03") /
                           Tins::Dot1Q(7) / Tins::IPv6("fe80::2", "fe80::15") /
                           test::tcp_of({.flags = TCP::SYN, .segment_most = 1440}) /
                           Tins::RawPDU("x");
  const auto segment = read_segment(test::octets(frame));
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->source.to_string(), "[fe80::15]:49153");
  EXPECT_EQ(segment->segment_most, 1440);
  EXPECT_EQ(segment->payload_bytes, 1u);
  EXPECT_TRUE(segment->intact());
}

TEST(Segment, CutOffByTheCaptureIsStillOne) {
  const auto frame = test::frame_of({.flags = TCP::ACK, .payload = std::string(500, 'x')});
  const auto segment = read_segment(Bytes(frame).substr(0, 60));
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->payload_bytes, 500u);
  EXPECT_TRUE(segment->intact());
}

TEST(Segment, OtherThingsAreNone) {
  Tins::EthernetII udp = Tins::EthernetII("52:55:0a:00:02:02", "5c:cf:7f:01:02:03") /
                         Tins::IP("10.0.2.2", "10.0.2.15") / Tins::UDP(53, 4000);
  EXPECT_FALSE(read_segment(test::octets(udp)));
  EXPECT_FALSE(read_segment({}));
  const auto frame = test::frame_of({.flags = TCP::SYN, .segment_most = 536});
  for (std::size_t bytes = 0; bytes < 14 + 20 + 24; ++bytes) {
    EXPECT_FALSE(read_segment(Bytes(frame).substr(0, bytes))) << bytes;
  }
}
