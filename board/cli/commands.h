// The commands of the boards, one file each. They enter the table of src/cli, so a build without
// boards (-DPARLEY_BOARD=OFF) simply does not have them.
#pragma once

#include <CLI/CLI.hpp>
#include <span>

#include "cli/commands.h"

namespace parley::board::cli {

/// In the order of the help.
std::span<const parley::cli::MoreCommand> commands();

void add_board(CLI::App& app, parley::cli::Options& options);
parley::cli::Exit run_board(const parley::cli::Options& options);

void add_router(CLI::App& app, parley::cli::Options& options);
parley::cli::Exit run_router(const parley::cli::Options& options);

void add_demo(CLI::App& app, parley::cli::Options& options);
parley::cli::Exit run_demo(const parley::cli::Options& options);

}  // namespace parley::board::cli
