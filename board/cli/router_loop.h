// `parley router` while it serves: the router, standard input, standard output and signals in one
// poll.
#pragma once

#include <string>
#include <vector>

#include "board/router/fabric.h"
#include "cli/commands.h"

namespace parley::board::cli {

struct RouterShape {
  std::string path;
  router::FabricSettings fabric;
  std::vector<std::string> commands;  ///< run before it serves; one that fails is wrong usage
  bool jsonl = false;

  /// Prints one line of JSON with the path when boards may come, and nothing else. Ends with its
  /// parent: when that dies (PR_SET_PDEATHSIG, prctl(2)), or when standard input, where it is a
  /// pipe or a socket, ends. SIGINT and SIGHUP of the terminal are the parent's to act on.
  bool is_private = false;
};

/// Until SIGINT, SIGTERM or SIGHUP, or the parent's end. Boards and watchers are told, and captures
/// written, before it returns.
parley::cli::Exit run_router_loop(const RouterShape& shape);

}  // namespace parley::board::cli
