// A serial conversation whose streams come from a source: an emulated board and its successors.
#include <gtest/gtest.h>

#include "talk/sim_scene_test.h"

namespace parley::talk {
namespace {

using namespace std::chrono_literals;
using event::Kind;

/// A simulated port that ends in order, as a board that was switched off.
class OrderlyEnd final : public net::Stream {
 public:
  explicit OrderlyEnd(std::unique_ptr<net::Stream> port) : port_(std::move(port)) {}
  void when(net::Interest wanted, std::coroutine_handle<> waiter) override {
    port_->when(wanted, waiter);
  }
  net::Interest wait_result() const override { return port_->wait_result(); }
  void wake() override { port_->wake(); }
  net::Io read(std::span<char> into) override { return port_->read(into); }
  net::Io write(Bytes bytes) override { return port_->write(bytes); }
  void finish() override {}
  void abort() override {}
  Endpoint local() const override { return {}; }
  Endpoint remote() const override { return {}; }
  std::string_view farewell() const override { return "the board ended"; }

 private:
  std::unique_ptr<net::Stream> port_;
};

/// Boards one after the other: the named devices of the scene, then no more.
struct Boards {
  using Next = Result<std::unique_ptr<net::Stream>>;

  net::Task<Next> next() {
    if (left.empty()) co_return Next(nullptr);
    const std::string device = left.front();
    left.erase(left.begin());
    auto port = scene.pc->serial(device, {});
    if (!port) co_return std::move(port);
    co_return std::make_unique<OrderlyEnd>(std::move(*port));
  }

  Scene& scene;
  std::vector<std::string> left;
};

TEST(SerialSource, its_streams_are_connections_of_one_peer) {
  Scene scene(1);
  auto& first = scene.pc->serial_device("first");
  auto& second = scene.pc->serial_device("second");
  Boards boards{scene, {"first", "second"}};
  const event::PeerId peer =
      scene.talk->open_serial(SerialSource{"Blink", [&boards] { return boards.next(); }});
  scene.world.loop().run_for(100ms);
  first.say("one");
  scene.world.loop().run_for(1s);
  first.unplug();
  scene.world.loop().run_for(100ms);
  EXPECT_TRUE(scene.talk->has_peer(peer)) << "the next board is there at once";
  second.say("two");
  scene.world.loop().run_for(1s);
  ASSERT_TRUE(scene.talk->send(peer, "hi"));
  scene.world.loop().run_for(1s);
  EXPECT_EQ(second.heard(), "hi");
  EXPECT_FALSE(scene.talk->done());
  second.unplug();
  scene.world.loop().run_for(100ms);
  EXPECT_TRUE(scene.talk->done()) << "there are no more";
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{1}].received, "one");
  EXPECT_EQ(scene.seen.connections[event::ConnectionId{2}].received, "two");
  EXPECT_EQ(scene.seen.kinds[Kind::closed], 2);
  EXPECT_EQ(scene.seen.kinds[Kind::failed], 0);
  EXPECT_NE(scene.seen.log.find("\"reason\":\"the board ended\""), std::string::npos);
}

TEST(SerialSource, one_that_cannot_give_a_stream_is_a_failure_and_the_end) {
  Scene scene(1);
  Boards boards{scene, {"none"}};
  scene.talk->open_serial(SerialSource{"Blink", [&boards] { return boards.next(); }});
  scene.world.loop().run_for(1s);
  EXPECT_TRUE(scene.talk->done());
  EXPECT_EQ(scene.seen.kinds[Kind::failed], 1);
  EXPECT_EQ(scene.talk->client_failure()->kind, ErrorClass::no_device);
}

}  // namespace
}  // namespace parley::talk
