// The router as one thing that a program can hold: it listens at a path, serves boards and those
// who steer, and moves frames (fabric.h). Who owns it calls `turn` in a loop.
//
// A message that cannot be understood ends the connection it came on and nothing else.
//
// Thread rule: one thread. Waits only in poll(2).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <poll.h>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "board/link/connection.h"
#include "board/router/fabric.h"

namespace parley::board::router {

/// Messages taken from one connection before the next has its turn.
inline constexpr int messages_per_turn_max = 64;

class Router {
 public:
  /// Errors: somebody listens at the path already (in_use), or it cannot be made.
  static Result<std::unique_ptr<Router>> open(const std::string& path, FabricSettings settings,
                                              const Clock& clock);

  /// Called with each notice (notices.h), besides those who watch.
  void on_notice(std::function<void(const std::string&)> call) { on_notice_ = std::move(call); }

  struct Answer {
    bool ok = false;
    std::string text;
  };
  /// A line of commands.h. `watch` needs a connection to watch on.
  Answer command(std::string_view line);

  /// Waits until something is to do, at most so long, and does it. `more` are descriptors of the
  /// caller's, polled along.
  void turn(std::span<pollfd> more, Duration at_most);

  /// Tells boards and watchers, and writes what is captured.
  void end();

 private:
  /// A connection whose first message has not come yet, or one who steers.
  struct Caller {
    std::unique_ptr<Line> line;
    bool steers = false;
    bool watches = false;
  };

  Router(link::Listener listener, FabricSettings settings, const Clock& clock);

  void tell(const std::string& notice);
  void accept();
  void add_descriptors();
  void serve_boards(std::span<const pollfd> entries);
  void serve_board(Board& board, short events);
  void serve_callers(std::span<const pollfd> entries);
  bool serve_caller(Caller& caller);
  void answer(Caller& caller, std::string_view line);
  void add_board(Caller& caller, const link::Message& hello);

  const Clock& clock_;
  link::Listener listener_;
  std::function<void(const std::string&)> on_notice_;
  Fabric fabric_;
  std::vector<Caller> callers_;
  std::vector<pollfd> entries_;
  std::vector<std::uint64_t> polled_boards_;
  link::Packet packet_{};
  SteadyTime accept_again_{};  ///< after the system had no descriptor left
};

}  // namespace parley::board::router
