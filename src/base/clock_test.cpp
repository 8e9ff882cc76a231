#include "base/clock.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(SystemClock, SteadyTimeNeverDecreases) {
  const SystemClock clock;
  SteadyTime before = clock.steady();
  for (int i = 0; i < 10'000; ++i) {
    const SteadyTime now = clock.steady();
    ASSERT_GE(now, before);
    before = now;
  }
}

TEST(SystemClock, WallTimeIsTheSystems) {
  const SystemClock clock;
  const auto before = std::chrono::system_clock::now();
  const WallTime wall = clock.wall();
  const auto after = std::chrono::system_clock::now();
  EXPECT_GE(wall, before);
  EXPECT_LE(wall, after);
}

TEST(SystemClock, HasNanoseconds) {
  EXPECT_EQ(Duration{std::chrono::seconds{1}}.count(), 1'000'000'000);
}

}  // namespace
}  // namespace parley
