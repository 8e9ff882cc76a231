// One board in one conversation: its router, the board itself, and with --watch its successors.
//
// Owner: `parley board`, or the companion of a conversation in a window; made after the session and
// destroyed before it. Thread rule: the loop's thread; only building runs on another one.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "board/run/board.h"
#include "board/run/router_process.h"
#include "board/run/steering.h"
#include "board/run/watcher.h"
#include "board/talk/board_plan.h"
#include "board/talk/router_notices.h"
#include "session/session.h"

namespace parley::board::talk {

class BoardTalk {
 public:
  /// `say` shows lines for people: what a compiler complains of. `verbose`: every step of the
  /// Wi-Fi is told, too.
  BoardTalk(session::Session& session, std::function<void(const std::string&)> say, BoardPlan plan,
            bool verbose);
  ~BoardTalk();
  BoardTalk(const BoardTalk&) = delete;
  BoardTalk& operator=(const BoardTalk&) = delete;

  /// The router with its forwards, faults and capture. Waits for its answers.
  Result<> open_router();

  /// Builds and starts again whenever a source in `folder` is saved.
  Result<> watch(const std::filesystem::path& folder);

  /// Starts the board, and the ones after it, as the talk asks for them.
  parley::talk::SerialSource source();

  /// A command to the router, and its answer, in a later turn. Errors: the router's; there is none
  /// just now.
  void command(std::string_view words, run::Steering::Answered answered);

  /// The board ends and begins anew. False: none runs.
  bool restart();

  const std::string& name() const { return plan_.board.name; }

  /// Ends the board in order; `then` is called when all that it said is out, or after a while.
  void wind_down(std::function<void()> then);

 private:
  net::Task<Result<std::unique_ptr<net::Stream>>> next_board();
  Result<> steer(const std::filesystem::path& socket);
  void on_router_gone(std::string how);
  void on_saved();
  void on_built(sketch::Built built);
  void tell_end();

  session::Session& session_;
  net::EpollLoop& loop_;
  std::function<void(const std::string&)> say_;
  BoardPlan plan_;
  RouterNotices notices_;
  std::unique_ptr<run::RouterProcess> router_;
  std::unique_ptr<run::Steering> steering_;
  SteadyTime router_since_;
  net::Timer router_again_;
  std::unique_ptr<run::Board> board_;
  std::unique_ptr<run::Watcher> watcher_;
  std::jthread builder_;
  net::Signal changed_;
  net::Timer wind_down_limit_;
  std::function<void()> wound_down_;
  bool wanted_ = true;  // a board is to be started
  bool ending_ = false;
  bool building_ = false;
  bool saved_again_ = false;  // while building
};

}  // namespace parley::board::talk
