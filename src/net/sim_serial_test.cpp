#include <gtest/gtest.h>

#include "net/sim_test_bench.h"

namespace parley::net {
namespace {

using namespace std::chrono_literals;
using Reads = std::vector<std::string>;

class SimSerial : public testing::SimTest {
 protected:
  Result<std::unique_ptr<Stream>> open() { return pc->serial("/dev/ttyUSB0", {}); }

  std::string read_joined(Stream& stream) {
    std::string all;
    for (const auto& piece : reads(stream))
      all += piece;
    return all;
  }

  SimSerialDevice& device = pc->serial_device("/dev/ttyUSB0");
};

TEST_F(SimSerial, TalksBothWaysAtItsRate) {
  device.on_heard([this](Bytes bytes) { device.say(bytes); });
  auto port = open();
  ASSERT_TRUE(port);
  const ByteString bytes = contract::random_bytes(1'152, 1);
  EXPECT_EQ(1'152u, (*port)->write(bytes).bytes);
  pass(90ms);  // 115,200 baud: 100 ms
  EXPECT_LT(device.heard().size(), bytes.size());
  pass(20ms);
  EXPECT_EQ(bytes, device.heard());
  pass(100ms);
  EXPECT_EQ(bytes, read_joined(**port));
}

TEST_F(SimSerial, WritesAreBounded) {
  auto port = open();
  ASSERT_TRUE(port);
  EXPECT_EQ(4'096u, write_until_again(**port));
  Interest result = Interest::none;
  bool resumed = false;
  Task<> writer = contract::await_into(**port, Interest::both, result, resumed);
  writer.start();
  pass(10ms);
  EXPECT_EQ(Interest::write, result);
}

TEST_F(SimSerial, UnpluggedItEndsAndIsNoDevice) {
  auto port = open();
  ASSERT_TRUE(port);
  device.say("never read");
  pass(1s);
  Interest result = Interest::none;
  bool resumed = false;
  Task<> waiter = contract::await_into(**port, Interest::none, result, resumed);
  device.unplug();
  EXPECT_EQ(Reads{"end"}, reads(**port));
  EXPECT_EQ(EIO, (*port)->write("x").error);
  const auto away = open();
  ASSERT_FALSE(away);
  EXPECT_EQ(ErrorClass::no_device, away.error().kind);
  EXPECT_EQ("cannot open /dev/ttyUSB0: no such file or directory (ENOENT)",
            to_string(away.error()));
  device.plug();
  auto back = open();
  ASSERT_TRUE(back);
  device.say("ready");
  pass(1s);
  EXPECT_EQ("ready", read_joined(**back));
  EXPECT_EQ(Reads{"end"}, reads(**port));
}

TEST_F(SimSerial, PullingThePlugWakesWhoWaits) {
  auto port = open();
  ASSERT_TRUE(port);
  Interest result = Interest::none;
  bool resumed = false;
  Task<> reader = contract::await_into(**port, Interest::read, result, resumed);
  reader.start();
  pass(1s);
  EXPECT_FALSE(resumed);
  device.unplug();
  pass(1s);
  EXPECT_EQ(Interest::read, result);
}

TEST_F(SimSerial, IsOpenedOnce) {
  auto port = open();
  ASSERT_TRUE(port);
  const auto second = open();
  ASSERT_FALSE(second);
  EXPECT_EQ(ErrorClass::in_use, second.error().kind);
  port->reset();
  EXPECT_TRUE(open());
}

TEST_F(SimSerial, CanBeForbiddenOrUnknown) {
  device.deny(EACCES);
  EXPECT_EQ(ErrorClass::no_permission, open().error().kind);
  EXPECT_EQ(ErrorClass::no_device, pc->serial("/dev/ttyACM7", {}).error().kind);
}

TEST_F(SimSerial, WhatIsSaidToNobodyIsLost) {
  device.say("boot messages");
  pass(1s);
  auto port = open();
  ASSERT_TRUE(port);
  pass(1s);
  EXPECT_EQ(Reads{}, reads(**port));
}

TEST_F(SimSerial, WhatWasOnTheWireGoesWithThePlug) {
  auto port = open();
  ASSERT_TRUE(port);
  device.say(ByteString(1'000, 'x'));
  (*port)->write(ByteString(1'000, 'y'));
  device.unplug();
  device.plug();
  auto again = open();
  ASSERT_TRUE(again);
  pass(1s);
  EXPECT_EQ(Reads{}, reads(**again));
  EXPECT_EQ("", device.heard());
}

TEST_F(SimSerial, KnowsHowItWasOpened) {
  auto port = pc->serial("/dev/ttyUSB0", {74'880, false, true});
  ASSERT_TRUE(port);
  EXPECT_EQ(74'880u, device.settings().baud);
  EXPECT_EQ(false, device.settings().dtr);
  EXPECT_EQ(true, device.settings().rts);
}

}  // namespace
}  // namespace parley::net
