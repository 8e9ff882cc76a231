#include "talk/outbox.h"

#include <gtest/gtest.h>

namespace parley::talk {
namespace {

using namespace std::chrono_literals;

constexpr SteadyTime start{};

TEST(Outbox, keeps_order_over_partial_pops) {
  Budget budget;
  Outbox outbox(budget, start);
  std::string wanted;
  std::string got;
  for (int i = 0; i < 1000; ++i) {
    const std::string piece(static_cast<std::size_t>(i % 37), static_cast<char>('a' + i % 26));
    wanted += piece;
    ASSERT_TRUE(outbox.push(piece, start));
    const Bytes front = outbox.front();
    const std::size_t taken = front.size() / 2;
    got += front.substr(0, taken);
    outbox.pop(taken, start);
  }
  got += outbox.front();
  EXPECT_EQ(got, wanted);
}

TEST(Outbox, takes_whole_or_nothing_at_its_bound) {
  Budget budget;
  Outbox outbox(budget, start);
  EXPECT_TRUE(outbox.push(std::string(limits::send_queue_bytes_max - 1, 'x'), start));
  EXPECT_FALSE(outbox.push("ab", start));
  EXPECT_EQ(outbox.size(), limits::send_queue_bytes_max - 1);
  EXPECT_TRUE(outbox.push("a", start));
  EXPECT_FALSE(outbox.push("b", start));
}

TEST(Outbox, gives_its_bytes_back_to_the_budget) {
  Budget budget;
  {
    Outbox outbox(budget, start);
    ASSERT_TRUE(outbox.push("hello", start));
    outbox.pop(2, start);
    EXPECT_EQ(budget.bytes(), 3u);
  }
  EXPECT_EQ(budget.bytes(), 0u);
}

TEST(Budget, leaves_everybody_the_guarantee_when_the_total_is_used_up) {
  Budget budget(1000);
  budget.add(1000);
  EXPECT_EQ(budget.grant(10'000'000, 0, false), limits::send_queue_bytes_guaranteed);
  EXPECT_EQ(budget.grant(10, limits::send_queue_bytes_guaranteed, false), 0u);
}

TEST(Budget, refuses_the_stalled_first) {
  Budget budget(10 * limits::send_queue_bytes_max);
  budget.add(8 * limits::send_queue_bytes_max);
  const std::size_t queued = limits::send_queue_bytes_guaranteed;
  EXPECT_EQ(budget.grant(100, queued, false), 100u);
  EXPECT_EQ(budget.grant(100, queued, true), 0u);
  EXPECT_EQ(budget.grant(100, 0, true), 100u);
}

TEST(Outbox, remembers_when_the_peer_last_took_something) {
  Budget budget;
  Outbox outbox(budget, start);
  ASSERT_TRUE(outbox.push("hello", start));
  outbox.pop(0, start + 5s);
  EXPECT_EQ(outbox.moved(), start);
  outbox.pop(1, start + 6s);
  EXPECT_EQ(outbox.moved(), start + 6s);
}

}  // namespace
}  // namespace parley::talk
