// A server's doors: who comes in, who has to go, what is told.
#include <gtest/gtest.h>

#include "talk/nursery.h"
#include "talk/sim_scene_test.h"

namespace parley::talk {
namespace {

using namespace std::chrono_literals;
using event::Kind;

using Streams = std::vector<std::unique_ptr<net::Stream>>;

net::Task<> connect_into(net::Network& network, Streams& streams) {
  auto connected = co_await network.connect(Scene::server(), Port{0}, 10s);
  if (connected) streams.push_back(std::move(*connected));
}

void connect(Scene& scene, Streams& streams, int count = 1) {
  for (int i = 0; i < count; ++i) {
    Nursery nursery(scene.world.loop());
    nursery.spawn(connect_into(*scene.board, streams));
    scene.world.loop().run_for(50ms);
  }
}

int count(Scene& scene, Kind kind) {
  return scene.seen.kinds[kind];
}

TEST(Server, refuses_who_is_not_served_at_once_and_tells_it_once_a_second) {
  Scene scene(1);
  ListenSettings settings;
  settings.serves = [](const IpAddress&) { return false; };
  ASSERT_TRUE(scene.listen(settings).has_value());
  Streams streams;
  connect(scene, streams, 30);  // 1.5 s
  EXPECT_EQ(count(scene, Kind::connected), 0);
  EXPECT_EQ(count(scene, Kind::refused), 2);
  ASSERT_FALSE(scene.seen.errors.empty());
  EXPECT_EQ(scene.seen.errors.front().kind, ErrorClass::not_admitted);
  char octet = 0;
  EXPECT_EQ(streams.front()->read({&octet, 1}).error, ECONNRESET);
  EXPECT_NE(scene.seen.log.find("\"count\":19"), std::string::npos)
      << "the second event stands for all since the first\n"
      << scene.seen.log;
}

net::Task<> say(net::Stream& stream, Bytes bytes) {
  while (!bytes.empty()) {
    const net::Io put = stream.write(bytes);
    if (put.status == net::Io::Status::failed) co_return;
    bytes.remove_prefix(put.bytes);
    if (!bytes.empty()) co_await net::ready(stream, net::Interest::write);
  }
}

TEST(Server, messages_without_an_end_have_a_bound_together) {
  TalkSettings framed;
  framed.framing = text::Framing::line;
  Scene scene(1, framed);
  ListenSettings settings;
  settings.peers_per_address_max = 100;
  ASSERT_TRUE(scene.listen(settings).has_value());
  Streams streams;
  connect(scene, streams, 67);
  ASSERT_EQ(streams.size(), 67u);
  const std::string endless(limits::message_bytes_max - 1, 'x');
  Nursery nursery(scene.world.loop());
  const auto all_say = [&](std::size_t from, std::size_t to, Bytes bytes) {
    for (std::size_t i = from; i < to; ++i)
      nursery.spawn(say(*streams[i], bytes));
    scene.world.loop().run_for(60s);
  };
  all_say(0, 64, endless);  // 64 octets below the bound
  all_say(64, 65, "short");
  EXPECT_EQ(count(scene, Kind::failed), 0);
  all_say(65, 66, endless);
  EXPECT_EQ(count(scene, Kind::failed), 1) << "whose message is long goes";
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{66}].endings, 1);
  ASSERT_FALSE(scene.seen.errors.empty());
  EXPECT_EQ(to_string(scene.seen.errors.back()).substr(0, 40),
            "cannot wait for the end of a message of ");
  EXPECT_EQ(scene.seen.errors.back().seen,
            "the unfinished messages of all peers take 64 MiB already");
  all_say(0, 1, "\n");  // one of them ends: there is room again
  all_say(66, 67, endless);
  EXPECT_EQ(count(scene, Kind::failed), 1);
}

TEST(Server, at_the_cap_the_longest_silent_makes_room) {
  Scene scene(1);
  ListenSettings settings;
  settings.peers_max = 3;
  ASSERT_TRUE(scene.listen(settings).has_value());
  Streams streams;
  connect(scene, streams, 3);
  ASSERT_EQ(streams.size(), 3u);
  ASSERT_EQ(streams[0]->write("still here").status, net::Io::Status::done);
  scene.world.loop().run_for(50ms);
  connect(scene, streams);
  EXPECT_EQ(scene.talk->peer_count(), 3u);
  EXPECT_FALSE(scene.talk->has_peer(event::PeerId{2}));
  EXPECT_TRUE(scene.talk->has_peer(event::PeerId{1}));
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{2}].ending, Kind::failed);
  EXPECT_EQ(scene.seen.errors.front().kind, ErrorClass::peer_limit);
}

TEST(Server, the_cap_of_one_address_spares_the_others) {
  Scene scene(1);
  ListenSettings settings;
  settings.peers_per_address_max = 2;
  ASSERT_TRUE(scene.listen(settings).has_value());
  auto other = scene.world.host(*IpAddress::parse("10.0.0.8"));
  Streams others;
  Nursery nursery(scene.world.loop());
  nursery.spawn(connect_into(*other, others));
  scene.world.loop().run_for(50ms);
  Streams streams;
  connect(scene, streams, 3);
  EXPECT_TRUE(scene.talk->has_peer(event::PeerId{1}));
  EXPECT_FALSE(scene.talk->has_peer(event::PeerId{2}));
  EXPECT_EQ(scene.talk->peer_count(), 3u);
}

TEST(Server, without_descriptors_turns_away_and_recovers) {
  Scene scene(1);
  ASSERT_TRUE(scene.listen().has_value());
  scene.pc->fail_accepts(5);
  Streams streams;
  connect(scene, streams, 6);
  EXPECT_EQ(count(scene, Kind::connected), 1);
  EXPECT_EQ(count(scene, Kind::refused), 1);
  EXPECT_EQ(scene.seen.errors.front().kind, ErrorClass::exhausted);
}

TEST(Server, once_serves_the_first_and_is_done_when_it_leaves) {
  Scene scene(1);
  ListenSettings settings;
  settings.once = true;
  ASSERT_TRUE(scene.listen(settings).has_value());
  Streams streams;
  connect(scene, streams, 2);
  EXPECT_EQ(count(scene, Kind::connected), 1);
  EXPECT_FALSE(scene.talk->done());
  streams.clear();
  scene.world.loop().run_for(1s);
  EXPECT_TRUE(scene.talk->done());
}

TEST(Server, a_used_port_is_an_error_that_says_so) {
  Scene scene(1);
  ASSERT_TRUE(scene.listen().has_value());
  const auto again = scene.listen();
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(to_string(again.error()),
            "cannot listen on 10.0.0.1:8888: address already in use (EADDRINUSE)");
}

TEST(Server, a_full_sink_pauses_reading_and_the_pause_is_told) {
  Scene scene(1);
  ASSERT_TRUE(scene.listen().has_value());
  Streams streams;
  connect(scene, streams);
  scene.seen.room = event::Room::full;
  ASSERT_EQ(streams[0]->write("one").status, net::Io::Status::done);
  scene.world.loop().run_for(50ms);
  ASSERT_EQ(streams[0]->write("two").status, net::Io::Status::done);
  scene.world.loop().run_for(2s);
  auto& connection = scene.seen.connections[event::ConnectionId{1}];
  EXPECT_EQ(connection.received, "one") << "what was under way, and no more";
  scene.seen.room = event::Room::more;
  scene.seen.drained();
  scene.world.loop().run_for(50ms);
  EXPECT_EQ(connection.received, "onetwo");
  ASSERT_EQ(scene.seen.notes.size(), 1u);
  EXPECT_EQ(scene.seen.notes[0].substr(0, 19), "reading paused for ");
}

TEST(Server, a_peer_that_does_not_read_costs_one_bound_and_nobody_else) {
  Scene scene(1);
  ASSERT_TRUE(scene.listen().has_value());
  Streams streams;
  connect(scene, streams, 2);
  const std::string chunk(50'000, 'x');
  std::string heard;
  std::array<char, 60'000> buffer;
  for (int i = 0; i < 60; ++i) {
    scene.talk->send_all(chunk);
    scene.world.loop().run_for(20ms);
    for (net::Io got = streams[1]->read(buffer); got.bytes > 0; got = streams[1]->read(buffer)) {
      heard.append(buffer.data(), got.bytes);
      scene.world.loop().run_for(2ms);
    }
  }
  EXPECT_EQ(heard.size(), 60 * chunk.size());
  EXPECT_LE(scene.talk->queued_bytes(), limits::send_queue_bytes_max);
  EXPECT_GT(count(scene, Kind::dropped), 0);
  EXPECT_EQ(scene.seen.errors.front().kind, ErrorClass::queue_full);
  EXPECT_TRUE(scene.talk->has_peer(event::PeerId{1})) << "not reading is no reason to be dropped";
}

TEST(Server, close_sends_what_is_queued_first) {
  Scene scene(1);
  ASSERT_TRUE(scene.listen().has_value());
  Streams streams;
  connect(scene, streams);
  ASSERT_TRUE(scene.talk->send(event::PeerId{1}, std::string(300'000, 'q')));
  ASSERT_TRUE(scene.talk->close(event::PeerId{1}));
  EXPECT_FALSE(scene.talk->send(event::PeerId{1}, "too late"));
  std::string heard;
  std::array<char, 60'000> buffer;
  bool ended = false;
  for (int i = 0; i < 1000 && !ended; ++i) {
    const net::Io got = streams[0]->read(buffer);
    heard.append(buffer.data(), got.bytes);
    ended = got.status == net::Io::Status::end;
    scene.world.loop().run_for(1ms);
  }
  EXPECT_TRUE(ended);
  EXPECT_EQ(heard.size(), 300'000u);
  streams.clear();
  scene.world.loop().run_for(5s);
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{1}].endings, 1);
  EXPECT_FALSE(scene.talk->close(event::PeerId{1}));
  EXPECT_EQ(scene.talk->abandoned_bytes(), 0u);
}

TEST(Server, what_a_peer_did_not_take_until_the_end_is_counted) {
  Scene scene(1);
  ASSERT_TRUE(scene.listen().has_value());
  Streams streams;
  connect(scene, streams);
  ASSERT_TRUE(scene.talk->send(event::PeerId{1}, std::string(300'000, 'q')));
  const std::size_t queued = scene.talk->queued_bytes();
  ASSERT_GT(queued, 0u);
  scene.talk->close_all();
  for (int i = 0; i < 10; ++i) {
    scene.world.loop().run_for(1s);
    scene.talk->poke_all();
  }
  EXPECT_EQ(scene.talk->peer_count(), 0u);
  EXPECT_EQ(scene.talk->queued_bytes(), 0u);
  EXPECT_GT(scene.talk->abandoned_bytes(), 0u);
  EXPECT_LE(scene.talk->abandoned_bytes(), queued);
}

}  // namespace
}  // namespace parley::talk
