#include "board/link/lane.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "board/link/message.h"

using namespace parley;
using namespace parley::board::link;
using namespace std::chrono_literals;

namespace {

constexpr SteadyTime start{1h};

/// An IPv4 frame whose last octets are its number.
std::vector<std::uint8_t> numbered(std::uint32_t number, std::size_t bytes = 60) {
  std::vector<std::uint8_t> frame(bytes, 0);
  frame[12] = 0x08;
  for (std::size_t octet = 0; octet < 4; ++octet)
    frame[bytes - 1 - octet] = static_cast<std::uint8_t>(number >> (8 * octet));
  return frame;
}

std::uint32_t number_of(const std::vector<std::uint8_t>& frame) {
  std::uint32_t number = 0;
  for (std::size_t octet = 4; octet > 0; --octet)
    number = number << 8 | frame[frame.size() - octet];
  return number;
}

struct Arrival {
  SteadyTime at;
  std::vector<std::uint8_t> frame;
  friend bool operator==(const Arrival&, const Arrival&) = default;
};

/// So many frames, one each millisecond, through a lane, in virtual time; what arrived and when.
std::vector<Arrival> run(Lane& lane, std::uint32_t count, Duration every = 1ms,
                         std::size_t bytes = 60) {
  std::vector<Arrival> arrived;
  const auto collect = [&](SteadyTime until) {
    Lane::Arrived next;
    while (lane.due() && *lane.due() <= until) {
      const SteadyTime at = *lane.due();
      EXPECT_TRUE(lane.take(at, next));
      arrived.push_back({at, next.frame});
    }
  };
  for (std::uint32_t number = 0; number < count; ++number) {
    const SteadyTime now = start + number * every;
    collect(now);
    const auto frame = numbered(number, bytes);
    if (lane.enter(now, frame) == Lane::Fate::passes) arrived.push_back({now, frame});
    collect(now);
  }
  collect(start + 24h);
  return arrived;
}

std::vector<Arrival> run(const FaultSettings& settings, std::uint32_t count,
                         std::uint64_t seed = 1) {
  Lane lane(seed);
  lane.set(settings);
  return run(lane, count);
}

TEST(Lane, WithoutFaultsEverythingPassesAtOnce) {
  Lane lane(1);
  const auto arrived = run(lane, 1000);
  ASSERT_EQ(arrived.size(), 1000u);
  for (std::uint32_t number = 0; number < 1000; ++number) {
    EXPECT_EQ(arrived[number].at, start + number * 1ms);
    EXPECT_EQ(number_of(arrived[number].frame), number);
  }
  EXPECT_EQ(lane.counters().entered, 1000u);
  EXPECT_EQ(lane.counters().lost, 0u);
}

TEST(Lane, LossIsWhatItSays) {
  const auto arrived = run({.loss = 0.05}, 20'000);
  // Five standard deviations of a binomial distribution are 154.
  EXPECT_NEAR(static_cast<double>(arrived.size()), 19'000, 154);
  EXPECT_TRUE(run({.loss = 1}, 1000).empty());
  EXPECT_EQ(run({.loss = 0}, 1000).size(), 1000u);
}

TEST(Lane, DownLosesEverything) {
  Lane lane(1);
  lane.set({.down = true});
  EXPECT_TRUE(run(lane, 100).empty());
  EXPECT_EQ(lane.counters().lost, 100u);
}

TEST(Lane, DuplicatesComeRightBehind) {
  Lane lane(7);
  lane.set({.duplicate = 0.01});
  const auto arrived = run(lane, 20'000);
  EXPECT_NEAR(static_cast<double>(arrived.size()), 20'200, 71);
  EXPECT_EQ(lane.counters().duplicated, arrived.size() - 20'000);
  for (std::size_t index = 1; index < arrived.size(); ++index) {
    const auto step = number_of(arrived[index].frame) - number_of(arrived[index - 1].frame);
    EXPECT_LE(step, 1u);
  }
}

TEST(Lane, CorruptionTurnsOneBitBehindTheEthernetHeader) {
  Lane lane(3);
  lane.set({.corrupt = 1});
  for (std::uint32_t number = 0; number < 1000; ++number) {
    const auto sent = numbered(number);
    ASSERT_EQ(lane.enter(start, sent), Lane::Fate::waits);
    Lane::Arrived next;
    ASSERT_TRUE(lane.take(start, next));
    const auto& got = next.frame;
    ASSERT_EQ(got.size(), sent.size());
    int turned = 0;
    for (std::size_t at = 0; at < got.size(); ++at) {
      const int bits = __builtin_popcount(static_cast<unsigned>(got[at] ^ sent[at]));
      EXPECT_TRUE(at >= frame_bytes_min || bits == 0);
      turned += bits;
    }
    EXPECT_EQ(turned, 1);
  }
  EXPECT_EQ(lane.counters().corrupted, 1000u);
}

TEST(Lane, WhatHasNoChecksumIsLostInsteadOfCorrupted) {
  Lane lane(3);
  lane.set({.corrupt = 1});
  auto arp = numbered(1);
  arp[13] = 0x06;
  EXPECT_EQ(lane.enter(start, arp), Lane::Fate::lost);
  EXPECT_EQ(lane.enter(start, std::vector<std::uint8_t>(frame_bytes_min, 0)), Lane::Fate::lost);
}

TEST(Lane, DelayAndJitterStayInTheirBoundsAndKeepTheOrder) {
  const auto arrived = run({.delay = 20ms, .jitter = 5ms}, 5000);
  ASSERT_EQ(arrived.size(), 5000u);
  Duration sum{};
  for (std::uint32_t number = 0; number < 5000; ++number) {
    EXPECT_EQ(number_of(arrived[number].frame), number);
    const Duration took = arrived[number].at - (start + number * 1ms);
    EXPECT_GE(took, 15ms);
    EXPECT_LE(took, 25ms);
    sum += took;
  }
  // Keeping the order only ever makes a frame later, so the mean is above that of the draws.
  EXPECT_GE(sum / 5000, 20ms);
  EXPECT_LE(sum / 5000, 24ms);
}

TEST(Lane, JitterIsEvenlySpread) {
  Lane lane(5);
  lane.set({.delay = 10s, .jitter = 10ms});
  // Frames so far apart that none has to wait for the one before.
  const auto arrived = run(lane, 2000, 100ms);
  Duration sum{};
  int early = 0;
  for (std::uint32_t number = 0; number < 2000; ++number) {
    const Duration took = arrived[number].at - (start + number * 100ms);
    sum += took;
    if (took < 10s - 5ms) ++early;
  }
  EXPECT_NEAR(static_cast<double>((sum / 2000).count()), 10e9, 0.7e6);
  EXPECT_NEAR(early, 500, 97);
}

TEST(Lane, JitterNeverMakesAFrameArriveBeforeItWasSent) {
  for (const auto& arrival : run({.jitter = 5ms}, 1000)) {
    EXPECT_GE(arrival.at, start + number_of(arrival.frame) * 1ms);
  }
}

TEST(Lane, ReorderedFramesAreOvertaken) {
  Lane lane(9);
  lane.set({.reorder = 0.01});
  const auto arrived = run(lane, 20'000);
  ASSERT_EQ(arrived.size(), 20'000u);
  std::size_t overtaken = 0;
  std::uint32_t most = 0;
  for (const auto& arrival : arrived) {
    const std::uint32_t number = number_of(arrival.frame);
    if (number < most) {
      ++overtaken;
      const Duration took = arrival.at - (start + number * 1ms);
      EXPECT_GE(took, 1ms);
      EXPECT_LE(took, 20ms);
    } else {
      EXPECT_EQ(arrival.at, start + number * 1ms) << "who overtakes does not wait";
    }
    most = std::max(most, number);
  }
  EXPECT_NEAR(static_cast<double>(lane.counters().reordered), 200, 71);
  EXPECT_GE(overtaken, lane.counters().reordered * 9 / 10);
  EXPECT_LE(overtaken, lane.counters().reordered);
}

TEST(Lane, BandwidthIsKept) {
  Lane lane(1);
  lane.set({.bandwidth = 1'000'000});
  // 125 octets are 1 ms; ten at once take 10 ms, one after the other.
  for (std::uint32_t number = 0; number < 10; ++number)
    EXPECT_EQ(lane.enter(start, numbered(number, 125)), Lane::Fate::waits);
  Lane::Arrived next;
  for (std::uint32_t number = 0; number < 10; ++number) {
    ASSERT_EQ(lane.due(), start + (number + 1) * 1ms);
    ASSERT_TRUE(lane.take(*lane.due(), next));
    EXPECT_EQ(number_of(next.frame), number);
  }
}

TEST(Lane, TheQueueIsBoundedInFramesAndInOctets) {
  Lane lane(1);
  lane.set({.delay = 1s});
  for (std::size_t number = 0; number < lane_frames_max; ++number)
    ASSERT_EQ(lane.enter(start, numbered(0)), Lane::Fate::waits);
  EXPECT_EQ(lane.enter(start, numbered(0)), Lane::Fate::overflow);
  EXPECT_EQ(lane.counters().overflowed, 1u);
  EXPECT_EQ(lane.waiting(), lane_frames_max);

  Lane large(1);
  large.set({.delay = 1s});
  std::size_t taken = 0;
  while (large.enter(start, numbered(0, frame_bytes_max)) == Lane::Fate::waits)
    ++taken;
  EXPECT_EQ(taken, lane_bytes_max / frame_bytes_max);
}

TEST(Lane, AShorterDelayDoesNotOvertakeALongerOne) {
  Lane lane(1);
  lane.set({.delay = 10ms});
  EXPECT_EQ(lane.enter(start, numbered(1)), Lane::Fate::waits);
  lane.set({});
  EXPECT_EQ(lane.enter(start + 1ms, numbered(2)), Lane::Fate::waits);
  EXPECT_EQ(lane.due(), start + 10ms);
}

TEST(Lane, TheSameSeedReplaysExactly) {
  const FaultSettings all{.loss = 0.05,
                          .delay = 3ms,
                          .jitter = 2ms,
                          .duplicate = 0.02,
                          .reorder = 0.02,
                          .corrupt = 0.01,
                          .bandwidth = 1'000'000};
  EXPECT_EQ(run(all, 5000, 42), run(all, 5000, 42));
  EXPECT_NE(run(all, 5000, 42), run(all, 5000, 43));
}

TEST(Lane, SwitchingOneFaultOnLeavesWhatTheOthersDo) {
  // Which frames the loss takes does not depend on what else is switched on.
  const auto numbers = [](const std::vector<Arrival>& arrived) {
    std::set<std::uint32_t> found;
    for (const auto& arrival : arrived)
      found.insert(number_of(arrival.frame));
    return found;
  };
  const auto loss_alone = numbers(run({.loss = 0.1}, 2000, 5));
  EXPECT_EQ(loss_alone, numbers(run({.loss = 0.1, .delay = 5ms, .jitter = 4ms}, 2000, 5)));
  EXPECT_EQ(loss_alone, numbers(run({.loss = 0.1, .duplicate = 0.5, .reorder = 0.5}, 2000, 5)));
}

TEST(Lane, TheTagComesBackWithItsFrame) {
  Lane lane(1);
  lane.set({.delay = 1ms});
  EXPECT_EQ(lane.enter(start, numbered(1), 7), Lane::Fate::waits);
  Lane::Arrived next;
  EXPECT_FALSE(lane.take(start, next));
  ASSERT_TRUE(lane.take(start + 1ms, next));
  EXPECT_EQ(next.tag, 7);
}

TEST(Lane, ClearLosesWhatIsOnItsWay) {
  Lane lane(1);
  lane.set({.delay = 1s});
  EXPECT_EQ(lane.enter(start, numbered(1)), Lane::Fate::waits);
  lane.clear();
  EXPECT_FALSE(lane.due());
  EXPECT_EQ(lane.waiting(), 0u);
}

}  // namespace
