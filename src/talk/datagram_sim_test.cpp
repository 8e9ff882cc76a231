// UDP: one peer for each sender, bounds kept, losses counted.
#include <gtest/gtest.h>

#include "talk/sim_scene_test.h"

namespace parley::talk {
namespace {

using namespace std::chrono_literals;
using event::Kind;

ListenSettings udp() {
  ListenSettings settings;
  settings.transport = event::Transport::udp;
  return settings;
}

std::unique_ptr<net::Datagrams> sender(Scene& scene, Port from) {
  auto opened = scene.board->datagrams(net::DatagramProtocol::udp, {Scene::board_address(), from},
                                       Scene::server());
  EXPECT_TRUE(opened.has_value());
  return std::move(*opened);
}

std::string next_datagram(net::Datagrams& socket) {
  std::array<char, 2000> buffer;
  const net::Datagram got = socket.receive(buffer);
  return got.io.status == net::Io::Status::done ? std::string(buffer.data(), got.io.bytes) : "none";
}

TEST(Datagrams, one_peer_a_sender_and_bounds_are_kept) {
  TalkSettings settings;
  settings.rules.echo = true;
  Scene scene(1, settings);
  ASSERT_TRUE(scene.listen(udp()).has_value());
  auto one = sender(scene, Port{5001});
  auto two = sender(scene, Port{5002});
  one->send("first", {});
  scene.world.loop().run_for(50ms);
  two->send("", {});
  one->send("second", {});
  scene.world.loop().run_for(50ms);
  EXPECT_EQ(scene.talk->peer_count(), 2u);
  EXPECT_EQ(scene.seen.kinds[Kind::received], 3);
  EXPECT_EQ(next_datagram(*one), "first");
  EXPECT_EQ(next_datagram(*one), "second");
  EXPECT_EQ(next_datagram(*two), "");
  ASSERT_TRUE(scene.talk->send(event::PeerId{2}, "to you alone"));
  scene.world.loop().run_for(50ms);
  EXPECT_EQ(next_datagram(*two), "to you alone");
  EXPECT_EQ(next_datagram(*one), "none");
}

TEST(Datagrams, at_the_cap_the_longest_silent_sender_is_forgotten) {
  Scene scene(1);
  ListenSettings settings = udp();
  settings.peers_max = 2;
  ASSERT_TRUE(scene.listen(settings).has_value());
  std::vector<std::unique_ptr<net::Datagrams>> senders;
  for (std::uint16_t i = 0; i < 3; ++i) {
    senders.push_back(sender(scene, static_cast<Port>(5001 + i)));
    senders.back()->send("hello", {});
    scene.world.loop().run_for(50ms);
  }
  EXPECT_EQ(scene.talk->peer_count(), 2u);
  EXPECT_FALSE(scene.talk->has_peer(event::PeerId{1}));
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{1}].endings, 1);
}

TEST(Datagrams, what_the_system_dropped_is_counted) {
  Scene scene(1);
  scene.world.conditions().datagram_queue_max = 4;
  ASSERT_TRUE(scene.listen(udp()).has_value());
  auto one = sender(scene, Port{5001});
  one->send("here", {});
  scene.world.loop().run_for(50ms);
  scene.seen.room = event::Room::full;
  one->send("begins the pause", {});
  scene.world.loop().run_for(50ms);
  for (int i = 0; i < 10; ++i)
    one->send("flood", {});
  scene.world.loop().run_for(50ms);
  scene.seen.room = event::Room::more;
  scene.seen.drained();
  scene.world.loop().run_for(50ms);
  one->send("after", {});
  scene.world.loop().run_for(50ms);
  EXPECT_EQ(scene.seen.kinds[Kind::dropped], 1);
  EXPECT_NE(scene.seen.log.find("\"event\":\"dropped\""), std::string::npos);
  EXPECT_NE(scene.seen.log.find("\"count\":6"), std::string::npos) << scene.seen.log;
  EXPECT_EQ(scene.seen.kinds[Kind::received], 7);
}

TEST(Datagrams, a_client_learns_that_nobody_listens) {
  Scene scene(1);
  ConnectSettings settings;
  settings.transport = event::Transport::udp;
  settings.host = "10.0.0.7";
  settings.port = Port{9};
  const event::PeerId peer = scene.talk->connect(settings);
  scene.world.loop().run_for(50ms);
  ASSERT_TRUE(scene.talk->send(peer, "hello?"));
  scene.world.loop().run_for(1s);
  EXPECT_TRUE(scene.talk->done());
  ASSERT_TRUE(scene.talk->client_failure().has_value());
  EXPECT_EQ(scene.talk->client_failure()->kind, ErrorClass::refused);
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{1}].endings, 1);
}

}  // namespace
}  // namespace parley::talk
