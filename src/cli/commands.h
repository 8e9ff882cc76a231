// The commands, one file each.
#pragma once

#include "cli/conversation.h"
#include "cli/options.h"

namespace parley::cli {

Exit run_listen(const Options& options);
Exit run_connect(const Options& options);
Exit run_serial(const Options& options);
Exit run_relay(const Options& options);

/// The whole program: parses, runs, and returns the exit code of the contract.
int run(int argc, char** argv);

}  // namespace parley::cli
