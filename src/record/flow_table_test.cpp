#include "record/flow_table.h"

#include <gtest/gtest.h>
#include <map>
#include <random>

namespace parley::record {
namespace {

using event::ConnectionId;

Flow flow_of(std::uint32_t connection, std::uint64_t bytes) {
  Flow flow;
  flow.connection = ConnectionId{connection};
  flow.ways[0].bytes = bytes;
  return flow;
}

/// Both hold the same, and none that was closed is found.
void expect_same(FlowTable& table, const std::map<std::uint32_t, std::uint64_t>& expected,
                 std::uint32_t numbers_max) {
  for (std::uint32_t number = 1; number <= numbers_max; ++number) {
    const Flow* found = table.find(ConnectionId{number});
    const auto known = expected.find(number);
    ASSERT_EQ(found != nullptr, known != expected.end()) << number;
    if (found != nullptr) {
      ASSERT_EQ(found->ways[0].bytes, known->second) << number;
    }
  }
  const auto all = table.sorted();
  ASSERT_EQ(all.size(), expected.size());
  std::size_t at = 0;
  for (const auto& [number, bytes] : expected)
    ASSERT_EQ(all[at++]->connection, ConnectionId{number});
}

TEST(FlowTable, HoldsWhatAMapHoldsWhateverComesAndGoes) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    // Few numbers: the same ones again and again. Many of one remainder: all want the same place.
    const std::uint32_t step = seed % 2 == 0 ? 64 : 1;
    const std::uint32_t numbers_max = 120 * step;
    FlowTable table;
    std::map<std::uint32_t, std::uint64_t> expected;
    for (std::uint64_t turn = 0; turn < 2000; ++turn) {
      const auto number = static_cast<std::uint32_t>(random() % 120 + 1) * step;
      if (random() % 3 == 0) {
        table.erase(ConnectionId{number});
        expected.erase(number);
      } else {
        EXPECT_EQ(table.put(flow_of(number, turn)).ways[0].bytes, turn);
        expected[number] = turn;
      }
      if (turn % 50 == 0) expect_same(table, expected, numbers_max);
    }
    expect_same(table, expected, numbers_max);
  }
}

TEST(FlowTable, OneThatStaysWhileAMillionPassCostsNoMemory) {
  FlowTable table;
  table.put(flow_of(1, 7));
  for (std::uint32_t number = 2; number < 1'000'000; ++number) {
    table.put(flow_of(number, number));
    if (number > 5) table.erase(ConnectionId{number - 4});
  }
  ASSERT_NE(table.find(ConnectionId{1}), nullptr);
  EXPECT_EQ(table.find(ConnectionId{1})->ways[0].bytes, 7u);
  EXPECT_EQ(table.sorted().size(), 5u);
  EXPECT_EQ(table.places(), 16u);
}

TEST(FlowTable, ANumberThatIsPutAgainHasTheNewFlowAlone) {
  FlowTable table;
  table.put(flow_of(3, 1));
  table.put(flow_of(3, 2));
  EXPECT_EQ(table.sorted().size(), 1u);
  EXPECT_EQ(table.find(ConnectionId{3})->ways[0].bytes, 2u);
  table.erase(ConnectionId{3});
  EXPECT_EQ(table.find(ConnectionId{3}), nullptr);
}

}  // namespace
}  // namespace parley::record
