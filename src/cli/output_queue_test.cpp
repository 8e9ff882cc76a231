#include "cli/output_queue.h"

#include <gtest/gtest.h>
#include <poll.h>

namespace parley::cli {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t half = limits::output_queue_bytes_max / 2;

bool woken(OutputQueue& queue) {
  pollfd look{queue.wake_descriptor(), POLLIN, 0};
  const bool readable = ::poll(&look, 1, 0) == 1;
  queue.clear_wake();
  return readable;
}

std::string taken(OutputQueue& queue) {
  std::string batch;
  queue.take(batch);
  return batch;
}

TEST(OutputQueue, hands_over_in_order_and_counts_until_written) {
  OutputQueue queue;
  queue.append("one ");
  queue.append("two");
  EXPECT_EQ(queue.queued_bytes(), 7u);
  EXPECT_EQ(taken(queue), "one two");
  EXPECT_EQ(queue.queued_bytes(), 7u);
  queue.wrote(7);
  EXPECT_EQ(queue.queued_bytes(), 0u);
  EXPECT_EQ(queue.stalled_for(), Duration{});
}

TEST(OutputQueue, keeps_nothing_for_a_reader_that_discards) {
  OutputQueue queue(true);
  queue.append(std::string(2 * limits::output_queue_bytes_max, 'x'));
  EXPECT_FALSE(queue.full());
  EXPECT_EQ(queue.queued_bytes(), 0u);
  EXPECT_EQ(taken(queue), "");
  EXPECT_EQ(queue.wait_written(0s), 0u);
}

TEST(OutputQueue, wakes_only_a_writer_that_found_nothing) {
  OutputQueue queue;
  queue.append("x");
  EXPECT_FALSE(woken(queue));
  EXPECT_EQ(taken(queue), "x");
  queue.append("y");
  EXPECT_FALSE(woken(queue));
  EXPECT_EQ(taken(queue), "y");
  EXPECT_EQ(taken(queue), "");
  queue.append("z");
  EXPECT_TRUE(woken(queue));
  queue.append("z");
  EXPECT_FALSE(woken(queue));
}

TEST(OutputQueue, is_full_before_its_bound_and_takes_more_all_the_same) {
  OutputQueue queue;
  const std::string piece(64 * 1024, 'x');
  std::size_t taken_bytes = 0;
  while (!queue.full()) {
    queue.append(piece);
    taken_bytes += piece.size();
  }
  EXPECT_EQ(taken_bytes, limits::output_queue_bytes_max - 256 * 1024);
  for (int i = 0; i < 4; ++i)
    queue.append(piece);
  EXPECT_EQ(queue.queued_bytes(), limits::output_queue_bytes_max);
}

TEST(OutputQueue, calls_drained_once_at_half) {
  OutputQueue queue;
  int calls = 0;
  queue.on_drained([&] { ++calls; });
  queue.append(std::string(limits::output_queue_bytes_max, 'x'));
  const std::string batch = taken(queue);
  queue.want_drained();
  queue.serve();
  queue.wrote(half - 1);
  EXPECT_EQ(calls, 0);
  queue.wrote(1);
  EXPECT_EQ(calls, 1);
  queue.wrote(half);
  EXPECT_EQ(calls, 1);
}

TEST(OutputQueue, calls_drained_only_after_something_moved) {
  OutputQueue queue;
  int calls = 0;
  queue.on_drained([&] { ++calls; });
  queue.append("waiting");
  EXPECT_EQ(taken(queue), "waiting");
  queue.want_drained();
  queue.serve();
  EXPECT_EQ(calls, 0);
  queue.wrote(1);
  EXPECT_EQ(calls, 1);
}

TEST(OutputQueue, calls_drained_when_it_emptied_before_it_was_asked) {
  OutputQueue queue;
  int calls = 0;
  queue.on_drained([&] { ++calls; });
  EXPECT_EQ(taken(queue), "");
  queue.want_drained();
  EXPECT_TRUE(woken(queue));
  queue.serve();
  EXPECT_EQ(calls, 1);
}

TEST(OutputQueue, counts_what_is_lost_after_it_broke) {
  OutputQueue queue;
  std::vector<Error> errors;
  queue.append("12345");
  queue.broke(system_error("write to standard output", ENOSPC));
  queue.broke(system_error("write to standard output", EIO));
  queue.on_broken([&](const Error& error) { errors.push_back(error); });
  ASSERT_EQ(errors.size(), 1u);
  queue.append("678");
  EXPECT_EQ(queue.queued_bytes(), 0u);
  EXPECT_FALSE(queue.full());
  EXPECT_EQ(queue.wait_written(0s), 8u);
}

TEST(OutputQueue, lets_readers_go_on_when_it_broke) {
  OutputQueue queue;
  int calls = 0;
  queue.on_drained([&] { ++calls; });
  queue.append(std::string(limits::output_queue_bytes_max, 'x'));
  queue.want_drained();
  queue.broke(system_error("write to standard output", EPIPE));
  EXPECT_EQ(calls, 1);
}

TEST(OutputQueue, says_how_long_nothing_moved) {
  OutputQueue queue;
  queue.append("x");
  while (queue.stalled_for() == Duration{}) {
  }
  EXPECT_GT(queue.stalled_for(), Duration{});
}

}  // namespace
}  // namespace parley::cli
