#include <csignal>
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <termios.h>

#include "cli/console.h"
#include "cli/console_fixture.h"

namespace parley::cli {
namespace {

// Job control needs a session of its own, a shell in it, and a job of the shell. The job is this
// very program anew: a fork alone must not start threads where the tests before had some.

constexpr const char* job_variable = "PARLEY_CONSOLE_TEST_JOB";

struct Job {
  Job() {
    if (std::getenv(job_variable) == nullptr) return;  // NOLINT(concurrency-mt-unsafe)
    Heard heard;
    auto opened = Console::open(STDIN_FILENO, STDOUT_FILENO, heard.calls());
    if (!opened) _exit(3);
    const std::string line = heard.next();
    (*opened)->queue().append("got " + line + "\n");
    (*opened)->queue().wait_written(patience);
    opened->reset();
    _exit(0);
  }
};
const Job runs_before_main;

[[noreturn]] void run_shell() {
  termios before{};
  termios stopped{};
  tcgetattr(STDIN_FILENO, &before);
  std::signal(SIGTTOU, SIG_IGN);
  const pid_t job = fork();
  if (job == 0) {
    setpgid(0, 0);
    tcsetpgrp(STDIN_FILENO, getpid());
    std::signal(SIGTTOU, SIG_DFL);
    setenv(job_variable, "1", 1);  // NOLINT(concurrency-mt-unsafe)
    execl("/proc/self/exe", "job", nullptr);
    _exit(5);
  }
  int status = 0;
  waitpid(job, &status, WUNTRACED);
  tcsetpgrp(STDIN_FILENO, getpgrp());
  tcgetattr(STDIN_FILENO, &stopped);
  const bool restored = std::memcmp(&before, &stopped, sizeof before) == 0;
  const std::string_view words =
      WIFSTOPPED(status) && restored ? "stopped\n" : "not stopped, or in another mode\n";
  [[maybe_unused]] const auto told = ::write(STDOUT_FILENO, words.data(), words.size());
  char key = 0;
  [[maybe_unused]] const auto typed = ::read(STDIN_FILENO, &key, 1);  // "fg" and Enter, so to say
  tcsetpgrp(STDIN_FILENO, job);
  kill(-job, SIGCONT);
  waitpid(job, &status, 0);
  _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 4);
}

TEST(ConsoleJob, stops_and_comes_back_with_its_line) {
  setenv("TERM", "vt100", 1);  // NOLINT(concurrency-mt-unsafe)
  winsize size{24, 40, 0, 0};
  int ours = -1;
  const pid_t shell = forkpty(&ours, nullptr, nullptr, &size);
  ASSERT_GE(shell, 0);
  if (shell == 0) run_shell();
  Person person(ours);
  EXPECT_TRUE(person.sees({">"}));
  person.type("half");
  EXPECT_TRUE(person.sees({"> half"}));
  person.type("\x1a");  // Ctrl-Z
  EXPECT_TRUE(person.sees({"stopped"}));
  person.type("\n");
  EXPECT_TRUE(person.sees({"> half"}));
  person.type(" typed\r");
  EXPECT_TRUE(person.sees({"got half typed"}));
  if (HasFailure()) person.hang_up();  // they might wait for keys for ever
  int status = 0;
  EXPECT_EQ(waitpid(shell, &status, 0), shell);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

}  // namespace
}  // namespace parley::cli
