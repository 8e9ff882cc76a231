// A child process that the loop watches (pidfd_open(2)): a board, a router. Its standard error is
// read line by line.
//
// Owner: whoever made it. Destroying one that still runs kills it (SIGKILL) and waits for it: no
// zombie, no leaked child. Thread rule: the loop's thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>

#include "base/limits.h"
#include "board/sketch/spawn.h"
#include "net/descriptor_stream.h"
#include "net/task.h"

namespace parley::board::run {

/// How a process ended.
struct Ending {
  int status = 0;  ///< of exit(3); 0 where a signal ended it
  int signal = 0;  ///< 0: none did

  bool orderly() const { return status == 0 && signal == 0; }

  /// "with status 2", "by SIGSEGV (segmentation fault)"
  std::string words() const;
};

/// How long a process that was asked to end may take (SIGTERM), before it is killed.
inline constexpr std::chrono::seconds end_patience{3};

/// A line of standard error beyond this comes in pieces.
inline constexpr std::size_t line_bytes_max = 4096;

class Process {
 public:
  struct Calls {
    std::function<void(std::string line)> said;  ///< on standard error, without the line end
    std::function<void()> ended;                 ///< `ending` is known; last of all calls
  };

  /// `request.errors` is replaced. Nothing is called before this returns.
  static Result<std::unique_ptr<Process>> start(net::EpollLoop& loop, sketch::SpawnRequest request,
                                                Calls calls);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// SIGTERM now and SIGKILL after `end_patience`, to its whole session where it has one.
  void end();

  /// The same, and waits for it; for where nothing else may go on any more.
  void end_and_wait(Duration patience);

  void signal(int number);

  /// Nothing while it runs. Asks the kernel; what it said last is told before its end is.
  const std::optional<Ending>& ending();
  bool was_killed() const { return was_killed_; }

  /// Readable when it has ended; for a second waiter.
  int descriptor() const { return descriptor_.get(); }
  pid_t id() const { return id_; }

 private:
  Process(net::EpollLoop& loop, pid_t id, bool has_session, Calls calls);
  net::Task<> watch();
  net::Task<> listen();
  void hear(Bytes bytes);
  void hear_rest();
  void say_rest();

  net::EpollLoop& loop_;
  pid_t id_;
  bool has_session_;
  Calls calls_;
  net::Descriptor descriptor_;  // pidfd
  std::optional<Ending> ending_;
  std::unique_ptr<net::DescriptorStream> exit_;
  std::unique_ptr<net::DescriptorStream> errors_;
  std::string line_;
  std::string buffer_;
  net::Timer kill_timer_;
  bool was_killed_ = false;
  net::Task<> listening_;
  net::Task<> watching_;
};

}  // namespace parley::board::run
