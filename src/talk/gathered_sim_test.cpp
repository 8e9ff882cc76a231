// What a serial device says in pieces, and how many events it makes.
#include <gtest/gtest.h>

#include "talk/sim_scene_test.h"

namespace parley::talk {
namespace {

using namespace std::chrono_literals;
using event::Kind;

/// A device at 115,200 baud, which gives its octets in pieces of the world's choosing.
struct Device {
  explicit Device(const TalkSettings& talk = {}, std::uint64_t seed = 1) : scene(seed, talk) {
    SerialTalkSettings settings;
    settings.device = "/dev/ttyUSB0";
    settings.line.baud = 115'200;
    scene.talk->open_serial(settings);
    scene.world.loop().run_for(100ms);
  }

  int rows() { return scene.seen.kinds[Kind::received]; }
  const std::string& received() { return scene.seen.connections[event::ConnectionId{1}].received; }
  void run(Duration time) { scene.world.loop().run_for(time); }

  Scene scene;
  net::SimSerialDevice& port = scene.pc->serial_device("/dev/ttyUSB0");
};

TEST(GatheredSerial, a_line_is_one_event_however_it_comes) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    Device device({}, seed);
    device.port.say("TCP ");
    device.run(3ms);
    device.port.say("Connected to 192.168.1.20, port 8888\r\n");
    device.run(7ms);
    EXPECT_EQ(device.rows(), 1) << "seed " << seed;
    EXPECT_EQ(device.received(), "TCP Connected to 192.168.1.20, port 8888\r\n");
  }
}

TEST(GatheredSerial, a_prompt_comes_without_a_line_end) {
  Device device;
  device.port.say("> ");
  device.run(4ms);
  EXPECT_EQ(device.rows(), 0) << "more of it may come";
  device.run(4ms);
  EXPECT_EQ(device.rows(), 1);
  EXPECT_EQ(device.received(), "> ");
}

TEST(GatheredSerial, dots_without_an_end_are_not_held_longer_than_the_limit) {
  Device device;
  for (int dots = 0; dots < 40; ++dots) {
    device.port.say(".");
    device.run(4ms);
  }
  EXPECT_GE(device.rows(), 3) << "one at least every 50 ms";
  EXPECT_LE(device.rows(), 4);
  device.run(50ms);
  EXPECT_EQ(device.received(), std::string(40, '.'));
}

TEST(GatheredSerial, much_comes_whole_and_in_order) {
  Device device;
  std::string much;
  while (much.size() < 20'000)
    much += "no line end at all: " + std::to_string(much.size()) + ' ';
  device.port.say(much);
  device.run(3s);
  EXPECT_EQ(device.received(), much);
}

TEST(GatheredSerial, a_pause_of_the_reader_keeps_what_is_held) {
  Device device;
  device.port.say("half");
  device.run(2ms);
  device.scene.seen.room = event::Room::full;
  device.scene.talk->send_all("x");  // an event, so that the pause is seen
  device.run(1s);
  EXPECT_EQ(device.received(), "");
  device.scene.seen.room = event::Room::more;
  device.scene.seen.drained();
  device.run(1ms);
  EXPECT_EQ(device.received(), "half");
}

TEST(GatheredSerial, with_framing_nothing_is_held) {
  TalkSettings settings;
  settings.framing = text::Framing::length;
  Device device(settings);
  device.port.say(std::string("\0\0\0\2ok", 6));
  device.run(2ms);
  EXPECT_EQ(device.received(), std::string("\0\0\0\2ok", 6));
}

}  // namespace
}  // namespace parley::talk
