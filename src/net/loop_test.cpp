// The loop's turn, timers, sleeps and signals, in simulated time: what is tested is the same for
// epoll.
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "net/sim_loop.h"
#include "net/task.h"

namespace parley::net {
namespace {

using namespace std::chrono_literals;

class LoopTest : public testing::Test {
 protected:
  std::function<void()> say(const std::string& word) {
    return [this, word] { said += word; };
  }

  SimClock clock;
  SimLoop loop{clock};
  std::string said;
};

TEST_F(LoopTest, PostedWorkRunsInOrderAndNotInsideTheCall) {
  loop.post(say("a"));
  loop.post([this] {
    said += "b";
    loop.post(say("d"));
    said += "c";
  });
  EXPECT_EQ("", said);
  loop.turn();
  EXPECT_EQ("abc", said);
  loop.turn();
  EXPECT_EQ("abcd", said);
}

TEST_F(LoopTest, MayRunAgainAfterItWasStopped) {
  for (const char* word : {"once ", "again"}) {
    loop.post([this, word] {
      said += word;
      loop.stop();
    });
    loop.run();
  }
  EXPECT_EQ("once again", said);
}

TEST_F(LoopTest, AnotherThreadMayPost) {
  std::thread([this] { loop.post(say("from afar")); }).join();
  EXPECT_TRUE(loop.run_until_idle(1s));
  EXPECT_EQ("from afar", said);
}

TEST_F(LoopTest, TimersFireInTimeAndInTheOrderOfArming) {
  const SteadyTime start = loop.now();
  Timer late(loop, say("late "));
  Timer first(loop, say("first "));
  Timer second(loop, say("second "));
  late.arm(start + 2h);
  first.arm(start + 1h);
  second.arm(start + 1h);
  EXPECT_FALSE(loop.run_until_idle(90min));
  EXPECT_EQ("first second ", said);
  EXPECT_EQ(start + 90min, loop.now());
  EXPECT_TRUE(late.armed());
  EXPECT_FALSE(first.armed());
  EXPECT_FALSE(loop.idle());
  EXPECT_TRUE(loop.run_until_idle(24h));
  EXPECT_EQ(start + 2h, loop.now());
}

TEST_F(LoopTest, ATimerMovesWhenArmedAgain) {
  Timer timer(loop, say("x"));
  timer.arm(loop.now() + 1s);
  timer.arm(loop.now() + 3s);
  loop.run_for(2s);
  EXPECT_EQ("", said);
  loop.run_for(1s);
  EXPECT_EQ("x", said);
}

TEST_F(LoopTest, DisarmedAndDestroyedTimersDoNotFire) {
  Timer disarmed(loop, say("disarmed"));
  disarmed.arm(loop.now() + 1s);
  disarmed.disarm();
  {
    Timer destroyed(loop, say("destroyed"));
    destroyed.arm(loop.now() + 1s);
  }
  EXPECT_TRUE(loop.run_until_idle(1min));
  EXPECT_EQ("", said);
}

TEST_F(LoopTest, ATimerMayArmOrDestroyItselfAndOthers) {
  std::unique_ptr<Timer> suicide;
  std::unique_ptr<Timer> victim = std::make_unique<Timer>(loop, say("victim"));
  Timer again(loop, [] {});
  int count = 0;
  Timer repeating(loop, [&] {
    if (++count < 5) repeating.arm(loop.now() + 1s);
  });
  suicide = std::make_unique<Timer>(loop, [&] {
    suicide.reset();
    victim.reset();
    said += "done";
  });
  suicide->arm(loop.now() + 1s);
  victim->arm(loop.now() + 1s);
  repeating.arm(loop.now() + 1s);
  EXPECT_TRUE(loop.run_until_idle(1min));
  EXPECT_EQ("done", said);
  EXPECT_EQ(5, count);
}

TEST_F(LoopTest, RunEndsWithStopAfterItsTurn) {
  loop.post([this] { loop.stop(); });
  loop.post(say("same turn"));
  loop.run();
  EXPECT_EQ("same turn", said);
}

TEST_F(LoopTest, RunEndsWhenASimulationIsFinished) {
  Timer timer(loop, say("x"));
  timer.arm(loop.now() + 1s);
  loop.run();
  EXPECT_EQ("x", said);
  EXPECT_TRUE(loop.idle());
}

TEST_F(LoopTest, RunUntilStopsTheMomentItIsReached) {
  const SteadyTime start = loop.now();
  Timer soon(loop, say("x"));
  Timer later(loop, say("y"));
  soon.arm(start + 1s);
  later.arm(start + 2s);
  EXPECT_TRUE(loop.run_until([this] { return said == "x"; }, 1h));
  EXPECT_EQ(start + 1s, loop.now());
  EXPECT_FALSE(loop.run_until([this] { return said == "never"; }, 1h));
}

TEST_F(LoopTest, TheCalendarDoesNotStepWithTheMachines) {
  const WallTime start = loop.wall();
  EXPECT_EQ(clock.wall(), start);
  clock.step_wall(-24h);
  loop.run_for(1s);
  EXPECT_EQ(start + 1s, loop.wall());
}

// Coroutines

Task<> sleep_and_say(Loop& loop, Duration duration, std::string& said) {
  co_await Sleep(loop, loop.now() + duration);
  said += "awake";
}

TEST_F(LoopTest, SleepLastsAsLongAsItShould) {
  const SteadyTime start = loop.now();
  Task<> sleeper = sleep_and_say(loop, 8h, said);
  sleeper.start();
  EXPECT_TRUE(loop.run_until_idle(24h));
  EXPECT_EQ("awake", said);
  EXPECT_EQ(start + 8h, loop.now());
}

TEST_F(LoopTest, ADestroyedSleeperIsForgotten) {
  {
    Task<> sleeper = sleep_and_say(loop, 1s, said);
    sleeper.start();
    loop.run_for(500ms);
  }
  EXPECT_TRUE(loop.run_until_idle(1h));
  EXPECT_EQ("", said);
}

Task<> count_signals(Signal& signal, int& count) {
  for (;;) {
    co_await signal;
    ++count;
  }
}

TEST_F(LoopTest, ASignalIsNotLostAndNotCountedTwice) {
  Signal signal(loop);
  int count = 0;
  signal.raise();
  Task<> waiter = count_signals(signal, count);
  waiter.start();
  EXPECT_EQ(1, count);  // it was raised before: no wait
  signal.raise();
  signal.raise();
  EXPECT_EQ(1, count);  // never inside the call
  EXPECT_TRUE(loop.run_until_idle(1s));
  EXPECT_EQ(2, count);
}

Task<> await_own_signal(std::unique_ptr<Signal> signal, int& count) {
  Signal& mine = *signal;
  co_await mine;
  ++count;
}

TEST_F(LoopTest, ADestroyedSignalForgetsWhoWaits) {
  int count = 0;
  {
    auto signal = std::make_unique<Signal>(loop);
    Signal& raised = *signal;
    Task<> waiter = await_own_signal(std::move(signal), count);
    waiter.start();
    raised.raise();
  }
  EXPECT_TRUE(loop.run_until_idle(1s));
  EXPECT_EQ(0, count);
}

TEST_F(LoopTest, OneCoroutineMayTakeBackAnother) {
  Signal first_signal(loop);
  int first_count = 0;
  int second_count = 0;
  auto second = std::make_unique<Signal>(loop);
  Signal& second_signal = *second;
  Task<> victim = await_own_signal(std::move(second), second_count);
  const auto killer = [](Signal& signal, Task<>& other, int& count) -> Task<> {
    co_await signal;
    other = Task<>();
    ++count;
  };
  Task<> first = killer(first_signal, victim, first_count);
  first.start();
  victim.start();
  first_signal.raise();
  second_signal.raise();
  EXPECT_TRUE(loop.run_until_idle(1s));
  EXPECT_EQ(1, first_count);
  EXPECT_EQ(0, second_count);
}

using LoopDeathTest = LoopTest;

TEST_F(LoopDeathTest, WhatSpinsIsFound) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  std::function<void()> again = [&] { loop.post(again); };
  EXPECT_DEATH(
      {
        loop.post(again);
        loop.run_until_idle(1s);
      },
      "time stands still");
}

TEST_F(LoopDeathTest, ATimerMayNotOutliveItsLoop) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        auto short_lived = std::make_unique<SimLoop>(clock);
        Timer timer(*short_lived, [] {});
        timer.arm(short_lived->now() + 1s);
        short_lived.reset();
      },
      "outlived its loop");
}

}  // namespace
}  // namespace parley::net
