// The real loop's waiting: when its one alarm of the kernel's is set, and that none is lost.
#include "net/epoll.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <thread>

namespace parley::net {
namespace {

using namespace std::chrono_literals;

class EpollTest : public testing::Test {
 protected:
  /// A timer whose firing ends `loop_.run()`. A lost alarm would hang: ctest's time limit tells.
  struct Bell {
    explicit Bell(EpollLoop& loop) : timer(loop, [this, &loop] { rung = true, loop.stop(); }) {}
    bool rung = false;
    Timer timer;
  };

  SystemClock clock_;
  EpollLoop loop_{clock_};
};

TEST_F(EpollTest, AnEarlierTimerMovesTheAlarmForward) {
  Bell late(loop_);
  Bell early(loop_);
  late.timer.arm(loop_.now() + 60s);
  loop_.post([] {});
  loop_.turn(loop_.now());
  early.timer.arm(loop_.now() + 5ms);
  loop_.run();
  EXPECT_TRUE(early.rung);
  EXPECT_FALSE(late.rung);
}

TEST_F(EpollTest, AnAlarmForATimerThatIsGoneDoesNotHideTheNext) {
  Bell kept(loop_);
  const SteadyTime wanted = loop_.now() + 30ms;
  {
    Bell gone(loop_);
    gone.timer.arm(loop_.now() + 10ms);
    loop_.post([] {});
    loop_.turn(loop_.now() + 1ms);
  }
  kept.timer.arm(wanted);
  loop_.run();
  EXPECT_TRUE(kept.rung);
  EXPECT_GE(clock_.steady(), wanted);
}

TEST_F(EpollTest, WorkPostedWhileAnAlarmIsDueLosesNeither) {
  for (int round = 0; round < 20; ++round) {
    EpollLoop loop(clock_);
    int happened = 0;
    const auto happen = [&] {
      if (++happened == 2) loop.stop();
    };
    Timer timer(loop, happen);
    timer.arm(loop.now() + 2ms);
    std::thread other([&] {
      std::this_thread::sleep_for(2ms);
      loop.post(happen);
    });
    loop.run();
    other.join();
    EXPECT_EQ(happened, 2);
  }
}

/// What a child that was forked elsewhere does to us until it executes its program.
TEST_F(EpollTest, ADescriptorThatSomebodyElseHoldsTellsOfNoWatchThatIsGone) {
  EpollLoop loop(clock_, Forks::on_other_threads);
  int ends[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
  const Descriptor far(ends[1]);
  Descriptor held;
  {
    const Descriptor near(ends[0]);
    Watch watch(loop, near.get(), Watch::Closing::leaves_set);
    watch.when(Interest::read, std::noop_coroutine());
    held.reset(::dup(near.get()));
  }
  ASSERT_EQ(::write(far.get(), "x", 1), 1);
  const SteadyTime before = loop.now();
  loop.turn(before + 20ms);
  EXPECT_GE(loop.now(), before + 20ms) << "nothing woke it";
}

}  // namespace
}  // namespace parley::net
