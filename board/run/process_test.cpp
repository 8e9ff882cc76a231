#include "board/run/process.h"

#include <csignal>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace parley::board::run {
namespace {

using namespace std::chrono_literals;

class ProcessTest : public testing::Test {
 protected:
  /// Starts a shell script.
  std::unique_ptr<Process> start(const std::string& script, bool own_session = false) {
    sketch::SpawnRequest request;
    request.words = {"sh", "-c", script};
    request.own_session = own_session;
    ended_ = false;
    auto made = Process::start(loop_, std::move(request),
                               {[this](std::string line) { said_.push_back(std::move(line)); },
                                [this] { ended_ = true; }});
    return made ? std::move(*made) : nullptr;
  }

  void run_to_end() {
    while (!ended_)
      loop_.turn(loop_.now() + 1s);
  }

  SystemClock clock_;
  net::EpollLoop loop_{clock_};
  std::vector<std::string> said_;
  bool ended_ = false;
};

TEST_F(ProcessTest, SaysLinesAndEnds) {
  const auto process = start("echo one >&2; printf two >&2; exit 4");
  ASSERT_TRUE(process);
  run_to_end();
  EXPECT_EQ(said_, (std::vector<std::string>{"one", "two"}));
  ASSERT_TRUE(process->ending());
  EXPECT_EQ(process->ending()->words(), "with status 4");
  EXPECT_FALSE(process->ending()->orderly());
}

TEST_F(ProcessTest, EndedBySignalsAsAskedAndByAWrapper) {
  auto process = start("kill -SEGV $$");
  run_to_end();
  EXPECT_EQ(process->ending()->words(), "by SIGSEGV (Segmentation fault)");
  process = start("exit 134");  // 128 + SIGABRT: what a wrapper's child ended by
  run_to_end();
  EXPECT_EQ(process->ending()->words(), "by SIGABRT (Aborted)");
  process = start("trap 'exit 0' TERM; echo up >&2; while :; do sleep 0.01; done", true);
  while (said_.empty())
    loop_.turn(loop_.now() + 1s);
  process->end();
  run_to_end();
  EXPECT_TRUE(process->ending()->orderly());
  EXPECT_FALSE(process->was_killed());
}

TEST_F(ProcessTest, ALineOfStandardErrorIsBounded) {
  const auto process = start("head -c 10000 /dev/zero | tr '\\0' x >&2");
  run_to_end();
  ASSERT_EQ(said_.size(), 3u);
  EXPECT_EQ(said_[0].size(), line_bytes_max);
  EXPECT_EQ(said_[2].size(), 10000 - 2 * line_bytes_max);
}

TEST_F(ProcessTest, OneThatRunsIsKilledAndWaitedForWithItsObject) {
  auto process = start("trap '' TERM; sleep 100", true);
  const pid_t id = process->id();
  EXPECT_FALSE(process->ending());
  process.reset();
  EXPECT_EQ(::waitpid(id, nullptr, WNOHANG), -1) << "a zombie is left";
}

}  // namespace
}  // namespace parley::board::run
