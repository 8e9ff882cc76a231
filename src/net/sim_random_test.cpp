#include "net/sim_random.h"

#include <gtest/gtest.h>
#include <set>
#include <vector>

namespace parley::net {
namespace {

using namespace std::chrono_literals;

TEST(SimRandom, MeansTheSameEverywhere) {
  // The standard fixes the 10,000th value of a mt19937_64 with its default seed ([rand.predef]).
  SimRandom random(std::mt19937_64::default_seed);
  std::uint64_t last = 0;
  for (int i = 0; i < 10'000; ++i)
    last = random.uniform(0, UINT64_MAX);
  EXPECT_EQ(9'981'545'732'273'789'042u, last);
}

TEST(SimRandom, UniformReachesBothEndsAndNothingElse) {
  SimRandom random(1);
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1'000; ++i)
    seen.insert(random.uniform(5, 8));
  EXPECT_EQ((std::set<std::uint64_t>{5, 6, 7, 8}), seen);
  EXPECT_EQ(3u, random.uniform(3, 3));
}

TEST(SimRandom, UniformIsEven) {
  SimRandom random(2);
  std::vector<int> counts(10);
  for (int i = 0; i < 10'000; ++i)
    ++counts[random.uniform(0, 9)];
  for (const int count : counts) {
    EXPECT_GT(count, 850);
    EXPECT_LT(count, 1'150);
  }
}

TEST(SimRandom, DurationsStayBetweenTheirBounds) {
  SimRandom random(3);
  for (int i = 0; i < 1'000; ++i) {
    const Duration drawn = random.uniform(Duration{10ms}, Duration{20ms});
    EXPECT_GE(drawn, 10ms);
    EXPECT_LE(drawn, 20ms);
  }
}

TEST(SimRandom, ChanceIsAProbability) {
  SimRandom random(4);
  int hits = 0;
  for (int i = 0; i < 10'000; ++i)
    hits += random.chance(0.25) ? 1 : 0;
  EXPECT_GT(hits, 2'300);
  EXPECT_LT(hits, 2'700);
}

TEST(SimRandom, WhatIsCertainDrawsNothing) {
  SimRandom random(5);
  SimRandom same(5);
  EXPECT_FALSE(random.chance(0));
  EXPECT_TRUE(random.chance(1));
  EXPECT_EQ(same.uniform(0, UINT64_MAX), random.uniform(0, UINT64_MAX));
}

}  // namespace
}  // namespace parley::net
