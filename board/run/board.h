// A running board: the sketch's program as a process, its serial line as a net::Stream.
//
// Owner: whoever made it; the stream of its serial line must go first or with it. Thread rule: the
// loop's thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "board/run/process.h"
#include "board/sketch/sandbox.h"
#include "net/epoll.h"

namespace parley::board::run {

struct BoardSettings {
  std::filesystem::path program;
  std::filesystem::path router;  ///< the socket that it connects to
  std::string name;
  std::string mac;  ///< "5c:cf:7f:01:02:03"
  std::optional<std::uint32_t> seed;
  std::optional<std::size_t> heap_bytes;
  std::filesystem::path flash;        ///< its folder is made when it is not there
  std::vector<std::string> settings;  ///< NAME=VALUE of port::setting
};

class Board {
 public:
  struct Calls {
    std::function<void(std::string line)> said;  ///< words for people, from its standard error
    std::function<void()> ended;
  };

  static Result<std::unique_ptr<Board>> start(net::EpollLoop& loop, const sketch::Sandbox& sandbox,
                                              const BoardSettings& settings, Calls calls);

  /// Its serial line, once. It ends when the process has ended: in order (`farewell`) or with an
  /// error of class `device` that says how.
  std::unique_ptr<net::Stream> take_serial() { return std::move(serial_); }

  /// SIGTERM, and SIGKILL after 3 s. `farewell` is what the serial line's end is then called.
  void end(std::string farewell);

  const std::optional<Ending>& ending() { return state_->process->ending(); }
  pid_t id() const { return state_->process->id(); }

  /// What the board and its serial line share, because each may outlive the other.
  struct State {
    std::string name;
    std::string farewell = "the board ended";
    std::unique_ptr<Process> process;
  };

 private:
  std::shared_ptr<State> state_;
  std::unique_ptr<net::Stream> serial_;
};

}  // namespace parley::board::run
