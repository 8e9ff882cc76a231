// Starts other programs: compilers, boards, routers (fork(2), execve(2)).
//
// Owner: nobody; the caller waits for the process it was given. Thread rule: any thread; but a
// child dies with the *thread* that started it (prctl(2), PR_SET_PDEATHSIG).
#pragma once

#include <csignal>
#include <optional>
#include <stop_token>
#include <string>
#include <sys/types.h>
#include <vector>

#include "base/result.h"

namespace parley::board::sketch {

struct SpawnRequest {
  /// The first is a path, or a name that is looked for on PATH.
  std::vector<std::string> words;

  /// "NAME=VALUE"; nothing: this process's own.
  std::optional<std::vector<std::string>> environment;

  /// Descriptors of this process; -1 stands for /dev/null.
  int input = -1;
  int output = -1;
  int errors = -1;

  /// In a session of its own a child neither gets the terminal's Ctrl-C nor reaches the terminal.
  bool own_session = false;

  /// What it gets when this thread ends, however it ends.
  int death_signal = SIGKILL;

  /// It begins with SIGTERM ignored; who wants it sets a handler. For a wrapper that must survive
  /// the signal that its whole session gets.
  bool ignores_term = false;
};

/// The child's id. Signals are unblocked in it, and all other descriptors closed that were opened
/// with O_CLOEXEC. Errors: no such program (no_device), not executable (no_permission), no more
/// processes.
Result<pid_t> spawn(const SpawnRequest& request);

/// Where PATH finds a program; a name with a slash is taken as it is. Empty: nowhere.
std::string find_program(const std::string& name);

/// What a program said, and how it ended.
struct ToolResult {
  bool succeeded = false;
  std::string output;
  std::string errors;
};

/// Runs a program to its end, collecting what it says (at most `tool_output_bytes_max` of each);
/// `merged` puts its errors into `output`, too, in order. When `stop` is requested, the program and
/// what it started are killed (SIGKILL), and it did not succeed.
Result<ToolResult> run_tool(const std::vector<std::string>& words, bool merged = false,
                            const std::stop_token& stop = {});

/// A preprocessed sketch is some megabytes; more than this is cut, so a runaway compiler cannot
/// fill the memory.
inline constexpr std::size_t tool_output_bytes_max = 256 * 1024 * 1024;

}  // namespace parley::board::sketch
