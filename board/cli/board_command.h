// `parley board`, for the table of commands.
#pragma once

#include "cli/commands.h"

namespace parley::board::cli {

void add_board(CLI::App& app, parley::cli::Options& options);
parley::cli::Exit run_board(const parley::cli::Options& options);

}  // namespace parley::board::cli
