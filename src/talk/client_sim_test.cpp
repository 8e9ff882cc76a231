// The side that opens: dialling, coming back, vanishing, serial ports, relays.
#include <gtest/gtest.h>

#include "talk/nursery.h"
#include "talk/sim_scene_test.h"

namespace parley::talk {
namespace {

using namespace std::chrono_literals;
using event::Kind;

constexpr Port device_port{8000};

ConnectSettings to_board() {
  ConnectSettings settings;
  settings.host = "10.0.0.7";
  settings.port = device_port;
  return settings;
}

/// A device that takes one connection after the other, greets, and hangs up after five octets.
net::Task<> serve(net::Acceptor& acceptor, std::string greeting) {
  for (;;) {
    co_await net::ready(acceptor, net::Interest::read);
    net::Accepted next = acceptor.accept();
    if (!next.stream) continue;
    const bool written = co_await write_all(*next.stream, greeting);
    if (!written) continue;
    const auto heard = co_await read_up_to(*next.stream, 5);
    if (!heard) co_return;
  }
}

TEST(Client, refused_is_one_event_and_the_end) {
  Scene scene(1);
  scene.talk->connect(to_board());
  scene.world.loop().run_for(1s);
  EXPECT_TRUE(scene.talk->done());
  EXPECT_EQ(scene.seen.kinds[Kind::failed], 1);
  ASSERT_TRUE(scene.talk->client_failure().has_value());
  EXPECT_EQ(to_string(*scene.talk->client_failure()),
            "cannot connect to 10.0.0.7:8000: connection refused (ECONNREFUSED)");
}

TEST(Client, silence_ends_at_the_timeout) {
  Scene scene(1);
  scene.world.conditions().connect_ignored = 1;
  ConnectSettings settings = to_board();
  settings.timeout = 3s;
  scene.talk->connect(settings);
  scene.world.loop().run_for(2900ms);
  EXPECT_FALSE(scene.talk->done());
  scene.world.loop().run_for(200ms);
  EXPECT_TRUE(scene.talk->done());
  EXPECT_EQ(scene.talk->client_failure()->kind, ErrorClass::timeout);
}

TEST(Client, tries_every_address_of_a_name_and_tells_them_all) {
  Scene scene(1);
  scene.world.names().table["esp.local"] = {*IpAddress::parse("10.0.0.9"), Scene::board_address()};
  ConnectSettings settings = to_board();
  settings.host = "esp.local";
  scene.talk->connect(settings);
  scene.world.loop().run_for(15s);
  EXPECT_EQ(scene.talk->client_failure()->kind, ErrorClass::refused);
  EXPECT_EQ(scene.talk->client_failure()->attempted, "connect to esp.local:8000");
  EXPECT_NE(scene.talk->client_failure()->seen.find("10.0.0.9: "), std::string::npos);
  EXPECT_NE(scene.talk->client_failure()->seen.find("10.0.0.7: connection refused"),
            std::string::npos);
}

TEST(Client, retry_keeps_the_peer_and_counts_the_connections) {
  Scene scene(1);
  ConnectSettings settings = to_board();
  settings.retry = true;
  const event::PeerId peer = scene.talk->connect(settings);
  scene.world.loop().run_for(3s);
  EXPECT_GE(scene.seen.kinds[Kind::failed], 3) << "it tries again while nobody listens";
  EXPECT_LE(scene.seen.kinds[Kind::failed], 8) << "later and later";
  auto acceptor = scene.board->listen({Scene::board_address(), device_port}, false);
  ASSERT_TRUE(acceptor.has_value());
  Nursery device(scene.world.loop());
  device.spawn(serve(**acceptor, "hello"));
  scene.world.loop().run_for(20s);
  EXPECT_TRUE(scene.talk->has_peer(peer));
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{1}].received, "hello");
  ASSERT_TRUE(scene.talk->send(peer, "12345"));  // the device hangs up after five octets
  scene.world.loop().run_for(20s);
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{1}].ending, Kind::closed);
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{2}].received, "hello");
  EXPECT_TRUE(scene.talk->has_peer(peer));
}

TEST(Client, stopped_between_two_attempts_makes_no_other) {
  Scene scene(1);
  ConnectSettings settings = to_board();
  settings.retry = true;
  scene.talk->connect(settings);
  scene.world.loop().run_for(50ms);
  ASSERT_EQ(scene.seen.kinds[Kind::failed], 1);
  auto acceptor = scene.board->listen({Scene::board_address(), device_port}, false);
  ASSERT_TRUE(acceptor.has_value());
  scene.talk->stop_opening();
  scene.world.loop().run_for(30s);
  EXPECT_TRUE(scene.talk->done());
  EXPECT_EQ(scene.seen.kinds[Kind::connected], 0);
}

TEST(Client, stopped_while_it_connects_begins_nothing) {
  Scene scene(1);
  auto acceptor = scene.board->listen({Scene::board_address(), device_port}, false);
  ASSERT_TRUE(acceptor.has_value());
  scene.talk->connect(to_board());
  scene.talk->stop_opening();
  scene.world.loop().run_for(1s);
  EXPECT_TRUE(scene.talk->done());
  EXPECT_EQ(scene.seen.kinds[Kind::connected], 0);
}

TEST(Client, tells_how_the_conversation_stands_when_asked_and_at_its_end) {
  Scene scene(1);
  auto acceptor = scene.board->listen({Scene::board_address(), device_port}, false);
  Nursery device(scene.world.loop());
  device.spawn(serve(**acceptor, "hello"));
  scene.talk->tell_states();
  EXPECT_EQ(scene.seen.kinds[Kind::noted], 0) << "of nobody there is nothing to tell";
  const event::PeerId peer = scene.talk->connect(to_board());
  scene.world.loop().run_for(1s);
  ASSERT_TRUE(scene.talk->send(peer, "abc"));
  scene.talk->tell_states();
  EXPECT_EQ(scene.seen.notes, std::vector<std::string>{"state"});
  ASSERT_TRUE(scene.seen.state.tcp.has_value());
  EXPECT_EQ(scene.seen.state.received_bytes, 5u);
  EXPECT_EQ(scene.seen.state.sent_bytes, 3u);
  EXPECT_EQ(scene.seen.state.queued_bytes, 0u);
  EXPECT_EQ(scene.seen.state.tcp->unacknowledged, 1u) << "nothing came back yet";
  ASSERT_TRUE(scene.talk->send(peer, "de"));  // the device hangs up after five octets
  scene.world.loop().run_for(1s);
  EXPECT_EQ(scene.seen.kinds[Kind::closed], 1);
  EXPECT_EQ(scene.seen.state.sent_bytes, 5u);
}

TEST(Client, a_peer_that_vanished_is_noticed_while_data_is_unanswered) {
  Scene scene(1);
  auto acceptor = scene.board->listen({Scene::board_address(), device_port}, false);
  Nursery device(scene.world.loop());
  device.spawn(serve(**acceptor, "hello"));
  const event::PeerId peer = scene.talk->connect(to_board());
  scene.world.loop().run_for(1s);
  scene.world.cut(Scene::pc_address(), Scene::board_address());
  ASSERT_TRUE(scene.talk->send(peer, "anybody?"));
  scene.world.loop().run_for(29s);
  EXPECT_TRUE(scene.talk->has_peer(peer)) << "30 s are not over";
  scene.world.loop().run_for(4s);
  EXPECT_FALSE(scene.talk->has_peer(peer));
  EXPECT_EQ(scene.talk->client_failure()->kind, ErrorClass::vanished);
}

TEST(Client, serial_comes_back_after_unplugging_as_the_same_peer) {
  Scene scene(1);
  auto& device = scene.pc->serial_device("/dev/ttyUSB0");
  SerialTalkSettings settings;
  settings.device = "/dev/ttyUSB0";
  settings.line.baud = 74'880;
  const event::PeerId peer = scene.talk->open_serial(settings);
  scene.world.loop().run_for(100ms);
  EXPECT_EQ(device.settings().baud, 74'880u);
  device.say("boot\r\n");
  scene.world.loop().run_for(1s);
  ASSERT_TRUE(scene.talk->send(peer, "help\n"));
  scene.world.loop().run_for(1s);
  EXPECT_EQ(device.heard(), "help\n");
  device.unplug();
  scene.world.loop().run_for(5s);
  EXPECT_FALSE(scene.talk->has_peer(peer));
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{1}].received, "boot\r\n");
  EXPECT_EQ(scene.seen.kinds[Kind::failed], 2) << "the end, and once that it is not there";
  device.plug();
  scene.world.loop().run_for(1s);
  EXPECT_TRUE(scene.talk->has_peer(peer));
  device.say("again");
  scene.world.loop().run_for(1s);
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{2}].received, "again");
}

net::Task<> say_and_listen(net::Network& network, std::string says, std::string& heard) {
  auto connected = co_await network.connect(Scene::server(), Port{0}, 10s);
  if (!connected) co_return;
  auto stream = std::move(*connected);
  const bool written = co_await write_all(*stream, std::move(says));
  if (!written) co_return;
  stream->finish();
  auto all = co_await read_up_to(*stream, 1'000'000);
  if (all) heard = *all;
}

net::Task<> answer_backwards(net::Acceptor& acceptor) {
  co_await net::ready(acceptor, net::Interest::read);
  net::Accepted next = acceptor.accept();
  auto all = co_await read_up_to(*next.stream, 1'000'000);
  if (!all) co_return;
  const bool written = co_await write_all(*next.stream, std::string(all->rbegin(), all->rend()));
  if (written) next.stream->finish();
}

TEST(Relay, passes_everything_and_half_closes_and_pairs_its_legs) {
  Scene scene(1);
  auto acceptor = scene.board->listen({Scene::board_address(), device_port}, false);
  auto other = scene.world.host(*IpAddress::parse("10.0.0.8"));
  ListenSettings here;
  here.local = Scene::server();
  ASSERT_TRUE(scene.talk->relay(here, to_board()).has_value());
  std::string says(200'000, ' ');
  for (std::size_t i = 0; i < says.size(); ++i)
    says[i] = static_cast<char>('a' + i * 7 % 26);
  std::string heard;
  Nursery nursery(scene.world.loop());
  nursery.spawn(answer_backwards(**acceptor));
  nursery.spawn(say_and_listen(*other, says, heard));
  scene.world.loop().run_for(60s);
  EXPECT_EQ(heard, std::string(says.rbegin(), says.rend()));
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{1}].received, says);
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{2}].sent, says);
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{1}].ending, Kind::closed);
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{2}].ending, Kind::closed);
  EXPECT_EQ(scene.talk->peer_count(), 0u);
  ASSERT_EQ(scene.seen.notes.size(), 1u);
  EXPECT_EQ(scene.seen.notes[0], "peer 1 and peer 2 are the two sides of one relayed connection");
}

TEST(Relay, ends_while_its_target_does_not_answer) {
  Scene scene(1);
  ListenSettings settings;
  settings.local = Scene::server();
  ASSERT_TRUE(scene.talk->relay(settings, to_board()).has_value());
  auto phone = scene.world.host(*IpAddress::parse("10.0.0.8"));
  scene.world.cut(Scene::pc_address(), Scene::board_address());
  std::unique_ptr<net::Stream> stream;
  Nursery nursery(scene.world.loop());
  nursery.spawn([](net::Network& network, std::unique_ptr<net::Stream>& into) -> net::Task<> {
    auto connected = co_await network.connect(Scene::server(), Port{0}, 10s);
    if (connected) into = std::move(*connected);
  }(*phone, stream));
  scene.world.loop().run_for(50ms);
  ASSERT_EQ(scene.talk->peer_count(), 1u);
  scene.talk->stop_opening();
  scene.talk->close_all(100ms);
  for (int i = 0; i < 10; ++i) {
    scene.world.loop().run_for(20ms);
    scene.talk->poke_all();
  }
  EXPECT_EQ(scene.talk->peer_count(), 0u);
  EXPECT_EQ(scene.seen.kinds[Kind::closed], 1);
  EXPECT_TRUE(scene.talk->done());
}

TEST(Relay, a_target_that_is_down_ends_the_near_side_with_the_reason) {
  Scene scene(1);
  auto other = scene.world.host(*IpAddress::parse("10.0.0.8"));
  ListenSettings here;
  here.local = Scene::server();
  ASSERT_TRUE(scene.talk->relay(here, to_board()).has_value());
  std::string heard;
  Nursery nursery(scene.world.loop());
  nursery.spawn(say_and_listen(*other, "hello", heard));
  scene.world.loop().run_for(60s);
  EXPECT_EQ(scene.seen.kinds[Kind::failed], 1);
  EXPECT_EQ(scene.seen.errors.front().kind, ErrorClass::refused);
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{1}].endings, 1);
}

TEST(Rules, every_speaks_to_all_and_greet_to_each) {
  TalkSettings settings;
  settings.rules.greet = "hi {{PEER}};";
  settings.rules.every = {{1s, "tick {{COUNTER}};"}};
  Scene scene(1, settings);
  ASSERT_TRUE(scene.listen().has_value());
  std::string heard;
  Nursery nursery(scene.world.loop());
  scene.world.loop().run_for(500ms);
  nursery.spawn([](Scene& where, std::string& into) -> net::Task<> {
    auto connected = co_await where.board->connect(Scene::server(), Port{0}, 10s);
    auto all = co_await read_up_to(**connected, 19);
    if (all) into = *all;
  }(scene, heard));
  scene.world.loop().run_for(3s);
  EXPECT_EQ(heard, "hi 1;tick 1;tick 2;");
}

}  // namespace
}  // namespace parley::talk
