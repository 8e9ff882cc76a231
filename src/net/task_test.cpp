#include "net/task.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "net/sim_loop.h"

namespace parley::net {
namespace {

using namespace std::chrono_literals;

/// Tells when it goes.
struct Witness {
  explicit Witness(std::string& story, std::string word) : story_(story), word_(std::move(word)) {}
  ~Witness() { story_ += word_; }
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

 private:
  std::string& story_;
  std::string word_;
};

Task<> say(std::string& story, std::string word) {
  story += word;
  co_return;
}

Task<std::unique_ptr<int>> answer() {
  co_return std::make_unique<int>(42);
}

Task<int> sum(int count) {
  int total = 0;
  for (int i = 0; i < count; ++i) {
    const auto part = co_await answer();
    total += *part;
  }
  co_return total;
}

Task<> sum_into(int count, int& result) {
  result = co_await sum(count);
}

Task<> nest(Loop& loop, std::string& story, int depth) {
  const Witness witness(story, std::to_string(depth));
  if (depth > 0) {
    Task<> inner = nest(loop, story, depth - 1);
    co_await inner;
  } else {
    co_await Sleep(loop, loop.now() + 1h);
  }
  story += "!";
}

TEST(Task, IsLazy) {
  std::string story;
  {
    Task<> never = say(story, "never");
    Task<> once = say(story, "once");
    EXPECT_EQ("", story);
    EXPECT_FALSE(once.done());
    once.start();
    EXPECT_TRUE(once.done());
  }
  EXPECT_EQ("once", story);
}

TEST(Task, GivesValuesThatCanOnlyBeMoved) {
  int result = 0;
  Task<> task = sum_into(2, result);
  task.start();
  EXPECT_EQ(84, result);
}

TEST(Task, AwaitsManyInARow) {
  int result = 0;
  constexpr int many = 1'000;
  Task<> task = sum_into(many, result);
  task.start();
  EXPECT_EQ(42 * many, result);
}

TEST(Task, EmptyIsDone) {
  Task<> none;
  EXPECT_TRUE(none.done());
}

TEST(Task, RunsToTheEndThroughAllThatItAwaits) {
  SimClock clock;
  SimLoop loop(clock);
  std::string story;
  Task<> task = nest(loop, story, 2);
  task.start();
  EXPECT_EQ("", story);
  EXPECT_TRUE(loop.run_until_idle(2h));
  EXPECT_EQ("!0!1!2", story);
  EXPECT_TRUE(task.done());
}

TEST(Task, DestroyingCancelsAllThatItAwaits) {
  SimClock clock;
  SimLoop loop(clock);
  std::string story;
  {
    Task<> task = nest(loop, story, 2);
    task.start();
  }
  EXPECT_EQ("012", story);
  EXPECT_TRUE(loop.run_until_idle(2h));
  EXPECT_EQ("012", story);
}

TEST(Task, MovingKeepsTheFrameAndAssigningEndsTheOldOne) {
  SimClock clock;
  SimLoop loop(clock);
  std::string story;
  Task<> task = nest(loop, story, 0);
  task.start();
  Task<> moved = std::move(task);
  EXPECT_EQ("", story);
  EXPECT_FALSE(moved.done());
  moved = say(story, " replaced");
  EXPECT_EQ("0", story);
  moved.start();
  EXPECT_EQ("0 replaced", story);
}

TEST(TaskDeathTest, StartsOnce) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  std::string story;
  Task<> task = say(story, "x");
  task.start();
  EXPECT_DEATH(task.start(), "done");
}

}  // namespace
}  // namespace parley::net
