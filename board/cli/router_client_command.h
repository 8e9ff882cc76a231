// Words to a router that runs, from the command line.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"

namespace parley::board::cli {

/// Gives the commands one after the other and prints the answers: for people, or as they come where
/// `as_json` is set. After "watch" it prints notices until the router ends. Failed: the router is
/// not there, or one of the answers was not ok.
parley::cli::Exit run_router_commands(const std::string& path,
                                      const std::vector<std::string>& commands, bool as_json);

}  // namespace parley::board::cli
