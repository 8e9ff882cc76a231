// Whole conversations from a seed: devices that send, drop, reset and read slowly, on wires that
// cut, delay, lose and die. What must hold holds for every seed, and a seed replays octet for
// octet.
#include <algorithm>
#include <array>
#include <cstdio>
#include <gtest/gtest.h>

#include "talk/nursery.h"
#include "talk/sim_scene_test.h"

namespace parley::talk {
namespace {

using namespace std::chrono_literals;

constexpr int seeds = 200;

struct DevicePlan {
  std::string says;
  Duration before_connecting{};
  Duration between_reads{};
  enum class Ending { finish, reset, leave } ending = Ending::finish;
};

struct DeviceStory {
  DevicePlan plan;
  Endpoint own;
  std::string heard;
  bool whole = false;
};

/// Says all it has and hears all it gets, as one coroutine: a stream has one waiter.
net::Task<> talk_whole(net::Loop& loop, net::Stream& stream, DeviceStory& story) {
  Bytes left = story.plan.says;
  bool finished = false;
  std::array<char, 777> buffer;
  for (;;) {
    if (left.empty() && !std::exchange(finished, left.empty())) stream.finish();
    const net::Io got = stream.read(buffer);
    if (got.status == net::Io::Status::failed) co_return;
    if (got.status == net::Io::Status::end) break;
    story.heard.append(buffer.data(), got.bytes);
    const net::Io put = left.empty() ? net::Io::again() : stream.write(left);
    if (put.status == net::Io::Status::failed) co_return;
    left.remove_prefix(put.bytes);
    if (got.bytes > 0 && story.plan.between_reads > 0s) {
      net::Sleep pause(loop, loop.now() + story.plan.between_reads);
      co_await pause;
    } else if (got.bytes + put.bytes == 0) {
      co_await net::ready(stream, left.empty() ? net::Interest::read : net::Interest::both);
    }
  }
  story.whole = true;
}

net::Task<> device(net::Network& network, DeviceStory& story) {
  net::Loop& loop = network.loop();
  net::Sleep wait(loop, loop.now() + story.plan.before_connecting);
  co_await wait;
  auto connected = co_await network.connect(Scene::server(), Port{0}, 60s);
  if (!connected) co_return;
  auto stream = std::move(*connected);
  story.own = stream->local();
  if (story.plan.ending == DevicePlan::Ending::finish) {
    net::Task<> talking = talk_whole(loop, *stream, story);
    co_await talking;
    co_return;
  }
  const bool written = co_await write_all(*stream, story.plan.says);
  if (written && story.plan.ending == DevicePlan::Ending::reset) stream->abort();
}

net::SimConditions weather(net::SimRandom& random) {
  net::SimConditions conditions = net::rough_conditions(random);
  if (random.chance(0.2)) conditions.reset = 0.01;
  if (random.chance(0.2)) {
    conditions.vanish = 0.01;
    conditions.keep_alive = limits::vanished_after;
  }
  return conditions;
}

struct Played {
  std::string log;
  std::string trace;
};

void check(const Scene& scene, const std::vector<DeviceStory>& stories, bool reliable,
           std::uint64_t seed) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  EXPECT_TRUE(scene.seen.numbers_follow);
  EXPECT_TRUE(scene.seen.times_follow);
  EXPECT_EQ(scene.talk->peer_count(), 0u);
  EXPECT_EQ(scene.talk->queued_bytes(), 0u);
  for (const auto& [id, connection] : scene.seen.connections) {
    EXPECT_EQ(connection.endings, 1) << "connection " << static_cast<unsigned>(id);
    EXPECT_TRUE(connection.received.starts_with(connection.sent))
        << "an echo says nothing but what was heard, in order";
  }
  for (const auto& story : stories) {
    EXPECT_TRUE(story.plan.says.starts_with(story.heard));
    if (reliable && story.plan.ending == DevicePlan::Ending::finish) {
      EXPECT_TRUE(story.whole);
      EXPECT_EQ(story.heard.size(), story.plan.says.size());
    }
  }
}

Played play(std::uint64_t seed) {
  TalkSettings settings;
  settings.rules.echo = true;
  settings.seed = seed;
  Scene scene(seed, settings);
  net::SimRandom& random = scene.world.random();
  scene.world.conditions() = weather(random);
  const bool reliable = scene.world.conditions().reset == 0 && scene.world.conditions().vanish == 0;
  EXPECT_TRUE(scene.listen().has_value());

  std::vector<DeviceStory> stories(random.uniform(1, 4));
  Nursery devices(scene.world.loop());
  for (auto& story : stories) {
    story.plan.says.resize(random.uniform(0, 60'000));
    for (char& octet : story.plan.says)
      octet = static_cast<char>(random.uniform(0, 255));
    story.plan.before_connecting = random.uniform(Duration{0}, Duration{2s});
    if (random.chance(0.3))
      story.plan.between_reads = random.uniform(Duration{1ms}, Duration{80ms});
    if (random.chance(0.2)) story.plan.ending = DevicePlan::Ending::reset;
    if (random.chance(0.2)) story.plan.ending = DevicePlan::Ending::leave;
    devices.spawn(device(*scene.board, story));
  }
  scene.world.loop().run_until_idle(1h);
  scene.talk->stop_opening();
  scene.talk->close_all();
  scene.world.loop().run_until_idle(1h);
  check(scene, stories, reliable, seed);
  return {scene.seen.log, scene.world.trace()};
}

TEST(Simulation, what_must_hold_holds_for_every_seed_and_a_seed_replays) {
  std::size_t events = 0;
  std::size_t alike = 0;
  std::string before;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const Played first = play(seed);
    const Played second = play(seed);
    ASSERT_EQ(first.log, second.log) << "seed " << seed;
    ASSERT_EQ(first.trace, second.trace) << "seed " << seed;
    events += static_cast<std::size_t>(std::count(first.log.begin(), first.log.end(), '\n'));
    alike += first.trace == before ? 1 : 0;
    before = first.trace;
    if (HasFailure()) FAIL() << "seed " << seed << "\n" << first.log.substr(0, 20'000);
  }
  EXPECT_EQ(alike, 0u) << "different seeds are different conversations";
  std::printf("%d seeds, each run twice: %zu events, replayed octet for octet\n", seeds, events);
}

}  // namespace
}  // namespace parley::talk
