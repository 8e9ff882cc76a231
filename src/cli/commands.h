// The commands, one file each.
#pragma once

#include <span>
#include <string_view>

#include "cli/conversation.h"
#include "cli/options.h"

namespace parley::cli {

Exit run_listen(const Options& options);
Exit run_connect(const Options& options);
Exit run_serial(const Options& options);
Exit run_relay(const Options& options);

/// Those that talk to nobody or ask only: they bind their own options (MoreCommand).
void add_open(CLI::App& app, Options& options);
Exit run_open(const Options& options);
void add_wire(CLI::App& app, Options& options);
Exit run_wire(const Options& options);
void add_doctor(CLI::App& app, Options& options);
Exit run_doctor(const Options& options);

/// A command of a room above this one (the boards'). It enters the same table, so help, man page
/// and completions know it; options of its own live where `add` binds them.
struct MoreCommand {
  std::string_view name;
  void (*add)(CLI::App& app, Options& options);
  Exit (*run)(const Options& options);
};

/// The whole program: parses, runs, and returns the exit code of the contract.
int run(int argc, char** argv, std::span<const MoreCommand> more = {});

}  // namespace parley::cli
