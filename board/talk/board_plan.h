// What a board is to be, as values: how its sketch is built, which router it joins, and what its
// link does.
//
// Thread rule: plain values and functions.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/address.h"
#include "board/run/board.h"
#include "board/run/router_process.h"
#include "board/sketch/build.h"
#include "event/event.h"

namespace parley::board::talk {

struct Forward {
  event::Transport transport = event::Transport::tcp;
  Port pc_port{};
  Port board_port{};
};

/// What follows from the sketch (name, MAC, flash file) is filled in by `complete`.
struct BoardPlan {
  sketch::BuildRequest build;
  run::BoardSettings board;
  run::RouterSettings router;
  std::filesystem::path shared_router;  ///< empty: a private one
  std::vector<Forward> forwards;
  std::vector<std::string> faults;  ///< "up loss=5%"
  std::filesystem::path capture;    ///< absolute; empty: none
};

/// A board's name is its sketch's, its address follows from its name, and each sketch has a flash
/// file of its own with Parley's state. What the plan has already stays.
void complete(BoardPlan& plan, const sketch::Built& built);

}  // namespace parley::board::talk
