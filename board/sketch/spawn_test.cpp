#include "board/sketch/spawn.h"

#include <gtest/gtest.h>
#include <stop_token>
#include <sys/wait.h>
#include <thread>

namespace parley::board::sketch {
namespace {

Result<pid_t> spawn_alone(const std::string& word) {
  SpawnRequest request;
  request.words = {word};
  return spawn(request);
}

TEST(RunTool, CollectsBothOutputsAndHowItEnded) {
  const auto ran = run_tool({"sh", "-c", "echo out; echo err >&2; exit 3"});
  ASSERT_TRUE(ran);
  EXPECT_FALSE(ran->succeeded);
  EXPECT_EQ(ran->output, "out\n");
  EXPECT_EQ(ran->errors, "err\n");
}

TEST(RunTool, MergedInOrder) {
  const auto ran = run_tool({"sh", "-c", "echo a; echo b >&2; echo c"}, true);
  ASSERT_TRUE(ran);
  EXPECT_TRUE(ran->succeeded);
  EXPECT_EQ(ran->output, "a\nb\nc\n");
}

TEST(RunTool, MoreThanAPipeHolds) {
  const auto ran =
      run_tool({"sh", "-c", "head -c 1000000 /dev/zero; head -c 300000 /dev/zero >&2"});
  ASSERT_TRUE(ran);
  EXPECT_EQ(ran->output.size(), 1'000'000u);
  EXPECT_EQ(ran->errors.size(), 300'000u);
}

TEST(RunTool, WhatIsNotWantedAnyMoreIsKilledWithItsChildren) {
  std::stop_source stop;
  std::jthread stopper([&stop] {
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    stop.request_stop();
  });
  // The grandchild holds the pipe: who killed only the child would wait for it.
  const auto ran = run_tool({"sh", "-c", "sleep 600 & wait"}, true, stop.get_token());
  ASSERT_TRUE(ran);
  EXPECT_FALSE(ran->succeeded);
}

TEST(Spawn, WhatCannotBeStartedIsTold) {
  const auto id = spawn_alone("parley-no-such-program");
  ASSERT_FALSE(id);
  EXPECT_EQ(id.error().kind, ErrorClass::no_device);
  EXPECT_EQ(to_string(id.error()),
            "cannot start parley-no-such-program: no such file or directory (ENOENT)");
  EXPECT_EQ(spawn_alone("/tmp").error().kind, ErrorClass::no_permission) << "a folder: execve(2)";
}

TEST(Spawn, EnvironmentSessionAndSignals) {
  SpawnRequest request;
  request.words = {"sh", "-c",
                   "test \"$ONLY\" = this && test -z \"$HOME\" || exit 1\n"
                   "test $(ps -o sid= -p $$) -eq $$ || exit 2\n"
                   "kill -TERM $$; exit 5"};
  request.environment = {{"ONLY=this", "PATH=/usr/bin:/bin"}};
  request.own_session = true;
  request.ignores_term = true;
  const auto id = spawn(request);
  ASSERT_TRUE(id);
  int status = 0;
  ASSERT_EQ(::waitpid(*id, &status, 0), *id);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 5) << "SIGTERM was ignored";
}

}  // namespace
}  // namespace parley::board::sketch
