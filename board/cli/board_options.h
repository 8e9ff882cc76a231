// The options of `parley board` beside those that all conversations have, and what they mean.
//
// Thread rule: the main thread, before anything runs.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "board/talk/board_plan.h"

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

/// Errors are of class bad_input and quote what cannot be understood.
Result<talk::BoardPlan> plan_of(const BoardOptions& options, const std::string& sketch);

}  // namespace parley::board::cli
