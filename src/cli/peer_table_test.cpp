#include "cli/peer_table.h"

#include <gtest/gtest.h>

namespace parley::cli {
namespace {

using namespace std::chrono_literals;

talk::PeerInfo peer_info() {
  talk::PeerInfo peer;
  peer.id = event::PeerId{2};
  peer.party.remote = {*IpAddress::parse("192.168.1.20"), Port{51234}};
  peer.bytes_received = 120;
  peer.bytes_sent = 7;
  peer.silent = 3s;
  return peer;
}

TEST(PeerTable, TcpHasItsHealth) {
  talk::PeerInfo peer = peer_info();
  peer.health = net::TcpHealth{};
  peer.health->round_trip = 1234us;
  peer.health->round_trip_variation = 56us;
  peer.health->retransmits = 3;
  peer.health->unacknowledged = 1;
  EXPECT_EQ(
      peer_table({peer}),
      " peer  who                 by        received B        sent B   queued B    silent for  "
      "      RTT         +-   resent   unacked\n"
      "    2  192.168.1.20:51234  tcp              120             7          0           3 s  "
      "  1.23 ms      56 us        3         1");
}

TEST(PeerTable, WhatIsNotTcpHasNone) {
  talk::PeerInfo peer = peer_info();
  peer.party.transport = event::Transport::udp;
  const std::string table = peer_table({peer});
  EXPECT_TRUE(table.ends_with("  -          -        -         -")) << table;
}

}  // namespace
}  // namespace parley::cli
