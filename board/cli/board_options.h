// The options of `parley board` beside those that all conversations have, and what they mean.
//
// Thread rule: the main thread, before anything runs.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/result.h"
#include "board/run/board.h"
#include "board/run/router_process.h"
#include "board/sketch/build.h"
#include "event/event.h"

namespace parley::board::cli {

/// As typed.
struct BoardOptions {
  std::vector<std::string> hosts;
  std::vector<std::string> sets;
  std::vector<std::string> forwards;
  std::vector<std::string> faults;
  std::string mac;
  std::string name;
  std::string seed;
  std::string heap;
  std::string mss = "536";
  std::string capture;
  std::string router;
  std::string ssid;
  std::string password;
  std::string flash;
  bool watch = false;
  bool build_only = false;
  bool no_sandbox = false;
};

void add_board_options(CLI::App& command, BoardOptions& options);

struct Forward {
  event::Transport transport = event::Transport::tcp;
  Port pc_port{};
  Port board_port{};
};

/// As values. What follows from the sketch (name, MAC, flash file) is filled in by `complete`.
struct BoardPlan {
  sketch::BuildRequest build;
  run::BoardSettings board;
  run::RouterSettings router;
  std::filesystem::path shared_router;  ///< empty: a private one
  std::vector<Forward> forwards;
  std::vector<std::string> faults;  ///< "up loss=5%"
  std::filesystem::path capture;    ///< absolute
};

/// Errors are of class bad_input and quote what cannot be understood.
Result<BoardPlan> plan_of(const BoardOptions& options, const std::string& sketch);

void complete(BoardPlan& plan, const sketch::Built& built);

}  // namespace parley::board::cli
