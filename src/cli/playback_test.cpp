#include "cli/playback.h"

#include <gtest/gtest.h>

#include "net/sim_world.h"

namespace parley::cli {
namespace {

using namespace std::chrono_literals;

/// `there` events, which may become more.
class Counting final : public event::Source {
 public:
  Result<const event::Event*> next() override {
    if (broken) return failure({ErrorClass::other, 5, "read the file", "input/output error"});
    if (event_.number == there) return nullptr;
    ++event_.number;
    return &event_;
  }
  std::vector<std::string> remarks() const override { return {}; }

  std::uint64_t there = 0;
  bool broken = false;

 private:
  event::Event event_;
};

class Taking final : public event::Sink {
 public:
  event::Room offer(const event::Event& event) override {
    last = event.number;
    if (last == 1 && at_first) at_first();
    return last % full_every == 0 ? event::Room::full : event::Room::more;
  }
  void on_drained(std::function<void()> notify) override { drained = std::move(notify); }
  std::string_view name() const override { return "the test"; }

  std::uint64_t last = 0;
  std::uint64_t full_every = UINT64_MAX;
  std::function<void()> drained;
  std::function<void()> at_first;
};

struct Scene {
  void play(bool follow) {
    playback = std::make_unique<Playback>(world.loop(), source, sink, follow,
                                          [this](const std::optional<Error>& error) {
                                            ++ends;
                                            failure = error;
                                          });
  }

  net::SimWorld world{1};
  Counting source;
  Taking sink;
  std::unique_ptr<Playback> playback;
  int ends = 0;
  std::optional<Error> failure;
};

TEST(Playback, GoesToTheEnd) {
  Scene scene;
  scene.source.there = 10'000;
  scene.play(false);
  scene.world.loop().run_for(10ms);
  EXPECT_EQ(scene.sink.last, 10'000u);
  EXPECT_EQ(scene.ends, 1);
  EXPECT_FALSE(scene.failure);
}

TEST(Playback, OthersHaveTheirTurnInBetween) {
  Scene scene;
  scene.source.there = 10'000;
  scene.play(false);
  std::uint64_t read_by_then = 0;
  scene.sink.at_first = [&] { scene.world.loop().post([&] { read_by_then = scene.sink.last; }); };
  scene.world.loop().run_for(10ms);
  EXPECT_EQ(read_by_then, std::uint64_t{Playback::events_per_turn_max});
  EXPECT_EQ(scene.sink.last, 10'000u);
}

TEST(Playback, WaitsForItsSink) {
  Scene scene;
  scene.source.there = 25;
  scene.sink.full_every = 10;
  scene.play(false);
  scene.world.loop().run_for(1s);
  EXPECT_EQ(scene.sink.last, 10u);
  scene.sink.drained();
  scene.world.loop().run_for(10ms);
  EXPECT_EQ(scene.sink.last, 20u);
  EXPECT_EQ(scene.ends, 0);
  scene.sink.drained();
  scene.world.loop().run_for(10ms);
  EXPECT_EQ(scene.sink.last, 25u);
  EXPECT_EQ(scene.ends, 1);
}

TEST(Playback, FollowsAFileThatGrows) {
  Scene scene;
  scene.source.there = 3;
  scene.play(true);
  scene.world.loop().run_for(1s);
  EXPECT_EQ(scene.sink.last, 3u);
  scene.source.there = 5;
  scene.world.loop().run_for(150ms);
  EXPECT_EQ(scene.sink.last, 5u);
  EXPECT_EQ(scene.ends, 0);
}

TEST(Playback, TellsWhatCannotBeRead) {
  Scene scene;
  scene.source.broken = true;
  scene.play(true);
  scene.world.loop().run_for(10ms);
  ASSERT_TRUE(scene.failure);
  EXPECT_EQ(scene.failure->seen, "input/output error");
}

TEST(Playback, ADrainedCallAfterItsEndHarmsNothing) {
  Scene scene;
  scene.source.there = 1;
  scene.play(false);
  scene.playback.reset();
  scene.sink.drained();
  scene.world.loop().run_for(10ms);
  EXPECT_EQ(scene.ends, 0);
}

}  // namespace
}  // namespace parley::cli
