// One board in one conversation: its router, the board itself, and with --watch its successors.
//
// Owner: `parley board`; made after the conversation and destroyed before it. Thread rule: the
// loop's thread; only building runs on another one.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "board/cli/board_options.h"
#include "board/cli/router_notices.h"
#include "board/run/board.h"
#include "board/run/router_process.h"
#include "board/run/steering.h"
#include "board/run/watcher.h"
#include "cli/conversation.h"

namespace parley::board::cli {

class BoardTalk {
 public:
  BoardTalk(parley::cli::Conversation& conversation, BoardPlan plan, run::Sandbox sandbox,
            bool verbose);
  ~BoardTalk();
  BoardTalk(const BoardTalk&) = delete;
  BoardTalk& operator=(const BoardTalk&) = delete;

  /// The router with its forwards, faults and capture. Waits for its answers.
  Result<> open_router();

  /// Builds and starts again whenever a source in `folder` is saved.
  Result<> watch(const std::filesystem::path& folder);

  /// Starts the board, and the ones after it, as the talk asks for them.
  talk::SerialSource source();

  /// Ends the board in order; `then` is called when all that it said is out, or after a while.
  void wind_down(std::function<void()> then);

 private:
  net::Task<Result<std::unique_ptr<net::Stream>>> next_board();
  Result<> steer(const std::filesystem::path& socket);
  void on_router_gone(std::string how);
  void on_saved();
  void on_built(sketch::Built built);
  void tell_end();

  parley::cli::Conversation& conversation_;
  net::EpollLoop& loop_;
  BoardPlan plan_;
  run::Sandbox sandbox_;
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

}  // namespace parley::board::cli
