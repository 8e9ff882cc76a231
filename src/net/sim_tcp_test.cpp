// What a simulated connection does that a real one on loopback cannot show: time, loss, silence.
#include <gtest/gtest.h>

#include "net/sim_test_bench.h"

namespace parley::net {
namespace {

using namespace std::chrono_literals;
using Reads = std::vector<std::string>;

class SimTcp : public testing::SimTest {};

TEST_F(SimTcp, TraceShowsTheConversation) {
  auto acceptor = listen(*pc, {pc_address, Port{80}});
  auto client = dial(*board, {pc_address, Port{80}});
  ASSERT_TRUE(client);
  (*client)->write("Hello");
  (*client)->finish();
  pass(1ms);
  auto server = acceptor->accept();
  ASSERT_TRUE(server.stream);
  EXPECT_EQ((Reads{"Hello", "end"}), reads(*server.stream));
  server.stream->abort();
  EXPECT_EQ(
      "0.000000000 #1 10.0.0.7:49152 > 10.0.0.1:80 SYN\n"
      "0.000200000 #1 10.0.0.1:80 > 10.0.0.7:49152 SYN+ACK\n"
      "0.000400000 #1 10.0.0.7:49152 > 10.0.0.1:80 ACK\n"
      "0.000400000 #1 10.0.0.7:49152 > 10.0.0.1:80 data 5\n"
      "0.000400000 #1 10.0.0.7:49152 > 10.0.0.1:80 FIN\n"
      "0.001400000 #1 10.0.0.1:80 > 10.0.0.7:49152 RST\n",
      world.trace());
}

TEST_F(SimTcp, SegmentsCanBeReadsOfTheirOwn) {
  world.conditions().segment_bytes_min = world.conditions().segment_bytes_max = 3;
  world.conditions().coalesce = 0;
  auto pair = connect();
  pair.client->write("abcdefgh");
  pass(1ms);
  EXPECT_EQ((Reads{"abc", "def", "gh"}), reads(*pair.server));
}

TEST_F(SimTcp, WritesRunTogetherAsInAKernel) {
  auto pair = connect();
  pair.client->write("Hello");
  pair.client->write("This is my IP.");
  pass(1ms);
  EXPECT_EQ(Reads{"HelloThis is my IP."}, reads(*pair.server));
}

TEST_F(SimTcp, LatencyIsThatOfTheWire) {
  world.conditions(board_address, pc_address).latency_min = 50ms;
  world.conditions(pc_address, board_address).latency_max = 50ms;
  auto pair = connect();
  pair.client->write("x");
  pass(49ms);
  EXPECT_EQ(Reads{}, reads(*pair.server));
  pass(1ms);
  EXPECT_EQ(Reads{"x"}, reads(*pair.server));
  pass(50ms);
  EXPECT_EQ(100ms, pair.client->health()->round_trip);

  auto third = world.host(testing::address("10.0.0.8"));
  const SteadyTime before = world.now();
  EXPECT_TRUE(dial(*third, pair.acceptor->local()));
  EXPECT_EQ(400us, world.now() - before);
}

TEST_F(SimTcp, BandwidthIsThatOfTheWire) {
  world.conditions().bandwidth = 10'000;
  auto pair = connect();
  const SteadyTime before = world.now();
  ByteString received;
  Io last;
  run(contract::finish_after(*pair.client, contract::random_bytes(100'000, 1)),
      contract::read_all(*pair.server, received, last));
  EXPECT_EQ(100'000u, received.size());
  EXPECT_GE(world.now() - before, 10s);
  EXPECT_LE(world.now() - before, 11s);
}

TEST_F(SimTcp, TheSendBufferIsBounded) {
  world.conditions().send_buffer_bytes = 2'500;
  world.conditions().receive_window_bytes = 1'000;
  auto pair = connect();
  EXPECT_EQ(2'500u, write_until_again(*pair.client));
  pass(1s);
  // What the other system took is off the buffer.
  EXPECT_EQ(1'000u, write_until_again(*pair.client));
  pass(1s);
  EXPECT_EQ(0u, write_until_again(*pair.client));
}

TEST_F(SimTcp, AClosedWindowIsNotSilence) {
  auto pair = connect();
  while (write_until_again(*pair.client) > 0)
    pass(1s);
  pass(1h);
  const auto health = pair.client->health();
  EXPECT_EQ(0u, health->unacknowledged);
  EXPECT_EQ(64u * 1024, health->bytes_not_sent);
  EXPECT_EQ(0u, health->probes_unanswered);
  EXPECT_LE(health->since_last_ack, 5s);
}

TEST_F(SimTcp, LossDelaysAndIsCounted) {
  world.conditions().loss = 0.2;
  auto pair = connect();
  const ByteString bytes = contract::random_bytes(200'000, 2);
  ByteString received;
  Io last;
  run(contract::finish_after(*pair.client, bytes),
      contract::read_all(*pair.server, received, last));
  EXPECT_TRUE(bytes == received);
  EXPECT_GT(pair.client->health()->retransmits, 5u);
  EXPECT_NE(std::string::npos, world.trace().find("lost, sent again"));
}

TEST_F(SimTcp, ALostSegmentHoldsUpWhatFollows) {
  auto pair = connect();
  world.conditions().loss = 1;
  pair.client->write("first, ");
  world.conditions().loss = 0;
  pair.client->write("second");
  pass(100ms);
  EXPECT_EQ(Reads{}, reads(*pair.server));
  pass(1h);
  EXPECT_EQ(Reads{"first, second"}, reads(*pair.server));
}

TEST_F(SimTcp, ACutWireIsSilent) {
  auto pair = connect();
  world.cut(pc_address, board_address);
  EXPECT_EQ(Io::Status::done, pair.client->write("lost").status);
  pair.client->finish();
  pass(40s);
  EXPECT_EQ(Reads{}, reads(*pair.client));
  EXPECT_EQ(Reads{}, reads(*pair.server));
  const auto health = pair.client->health();
  EXPECT_EQ(2u, health->unacknowledged);
  EXPECT_GE(health->since_last_ack, 40s);
  EXPECT_GT(health->retransmits, 5u);
  EXPECT_GT(pair.server->health()->probes_unanswered, 3u);
}

TEST_F(SimTcp, AMendedWireGoesOn) {
  auto pair = connect();
  const ByteString bytes = contract::random_bytes(50'000, 3);
  pair.client->write(Bytes(bytes).substr(0, 30'000));
  pass(50us);  // all of it is on the wire
  world.cut(pc_address, board_address);
  pair.client->write(Bytes(bytes).substr(30'000));
  pair.client->finish();
  pass(1min);
  EXPECT_EQ(Reads{}, reads(*pair.server));
  world.mend(pc_address, board_address);
  ByteString received;
  Io last;
  run(contract::read_all(*pair.server, received, last));
  EXPECT_TRUE(bytes == received);
  EXPECT_EQ(Io::Status::end, last.status);
  pass(1s);
  EXPECT_EQ(0u, pair.client->health()->unacknowledged);
}

TEST_F(SimTcp, ACutBeforeTheAcknowledgementLosesNothing) {
  auto pair = connect();
  pair.client->write("once");
  pass(300us);  // there, but its acknowledgement is under way
  world.cut(pc_address, board_address);
  pass(1min);
  EXPECT_EQ(1u, pair.client->health()->unacknowledged);
  world.mend(pc_address, board_address);
  pass(1s);
  EXPECT_EQ(0u, pair.client->health()->unacknowledged);
  EXPECT_EQ(Reads{"once"}, reads(*pair.server));
}

TEST_F(SimTcp, KeepAliveEndsAnIdleConnection) {
  world.conditions().keep_alive = 30s;
  auto pair = connect();
  pass(1h);
  world.cut(pc_address, board_address);
  pair.server->write("in flight");
  pass(20s);
  EXPECT_EQ(Reads{}, reads(*pair.client));
  pass(10s);
  EXPECT_EQ((Reads{"ETIMEDOUT", "end"}), reads(*pair.client));
  pass(1h);
  EXPECT_EQ(Reads{}, reads(*pair.server));  // its own data waits to be acknowledged instead
}

TEST_F(SimTcp, WithoutKeepAliveNobodyNotices) {
  auto pair = connect();
  world.cut(pc_address, board_address);
  pass(24h);
  EXPECT_EQ(Reads{}, reads(*pair.client));
}

TEST_F(SimTcp, AClosedWindowOnACutWireIsSilence) {
  auto pair = connect();
  while (write_until_again(*pair.client) > 0)
    pass(1s);
  world.cut(pc_address, board_address);
  pass(40s);
  EXPECT_EQ(0u, pair.client->health()->unacknowledged);
  EXPECT_GT(pair.client->health()->probes_unanswered, 3u);
  EXPECT_GE(pair.client->health()->since_last_ack, 40s);
}

TEST_F(SimTcp, AConnectionCanVanishAlone) {
  auto pair = connect();
  auto other = dial(*board, pair.acceptor->local());
  ASSERT_TRUE(other);
  world.conditions().vanish = 1;
  pair.client->write("lost");
  world.conditions().vanish = 0;
  (*other)->write("found");
  pass(1s);
  EXPECT_EQ(Reads{}, reads(*pair.server));
  EXPECT_EQ(1u, pair.client->health()->unacknowledged);
  EXPECT_EQ(0u, (*other)->health()->unacknowledged);
}

TEST_F(SimTcp, TheWireCanResetBothEnds) {
  auto pair = connect();
  pair.client->write("before");
  pass(1ms);
  world.conditions().reset = 1;
  pair.client->write("with it");
  pass(1ms);
  EXPECT_EQ((Reads{"before", "ECONNRESET", "end"}), reads(*pair.server));
  EXPECT_EQ((Reads{"ECONNRESET", "end"}), reads(*pair.client));
}

TEST_F(SimTcp, AWholeWireCanBeReset) {
  auto pair = connect();
  auto other = dial(*board, pair.acceptor->local());
  ASSERT_TRUE(other);
  world.reset(board_address, pc_address);
  EXPECT_EQ(ECONNRESET, pair.client->write("x").error);
  EXPECT_EQ(ECONNRESET, pair.server->write("x").error);
  EXPECT_EQ(ECONNRESET, (*other)->write("x").error);
}

TEST_F(SimTcp, WhatArrivedBeforeAResetCanBeRead) {
  auto pair = connect();
  pair.server->write("last words");
  pass(1ms);
  pair.server->abort();
  pass(1ms);
  EXPECT_EQ((Reads{"last words", "ECONNRESET", "end"}), reads(*pair.client));
  EXPECT_EQ(EPIPE, pair.client->write("x").error);
}

TEST_F(SimTcp, AResetOvertakesWhatIsOnASlowWire) {
  auto pair = connect();
  world.conditions().bandwidth = 1'000;
  pair.server->write(ByteString(10'000, 'x'));
  pair.client->write(ByteString(10'000, 'y'));
  pass(5s);
  pair.server->abort();
  pass(1min);
  const auto first_reset = world.trace().find("RST");
  EXPECT_NE(std::string::npos, first_reset);
  EXPECT_EQ(first_reset, world.trace().rfind("RST"));  // nothing arrived at a dead end
  const Reads found = reads(*pair.client);
  ASSERT_EQ(3u, found.size());
  EXPECT_LT(found[0].size(), 6'000u);
  EXPECT_EQ("ECONNRESET", found[1]);
}

TEST_F(SimTcp, AResetAfterTheEndIsABrokenPipe) {
  auto pair = connect();
  pair.server->finish();
  pass(1ms);
  pair.server->abort();
  pass(1ms);
  EXPECT_EQ(EPIPE, pair.client->write("x").error);
  EXPECT_EQ(Reads{"end"}, reads(*pair.client));
}

TEST_F(SimTcp, ALostResetIsAnsweredLater) {
  auto pair = connect();
  world.cut(pc_address, board_address);
  pair.server->abort();
  pass(1s);
  world.mend(pc_address, board_address);
  pass(1s);
  EXPECT_EQ(Reads{}, reads(*pair.client));
  pair.client->write("still there?");
  pass(1s);
  EXPECT_EQ((Reads{"ECONNRESET", "end"}), reads(*pair.client));
}

TEST_F(SimTcp, WaitersLearnOfAReset) {
  auto pair = connect();
  while (write_until_again(*pair.client) > 0)
    pass(1s);
  Interest result = Interest::none;
  bool resumed = false;
  Task<> writer = contract::await_into(*pair.client, Interest::both, result, resumed);
  writer.start();
  pass(1s);
  EXPECT_FALSE(resumed);
  pair.server->abort();
  pass(1s);
  EXPECT_TRUE(resumed);
  EXPECT_EQ(Interest::both, result);
}

}  // namespace
}  // namespace parley::net
