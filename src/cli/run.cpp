// The whole program: from words to a command to an exit code.
#include <clocale>
#include <csignal>
#include <cstdio>
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/generate.h"
#include "cli/last_words.h"

namespace parley::cli {

namespace {

struct Command {
  std::string_view name;
  Exit (*run)(const Options& options);
};

/// The commands that bind their options themselves.
constexpr MoreCommand looking_commands[] = {
    {"open", add_open, run_open},
    {"wire", add_wire, run_wire},
    {"doctor", add_doctor, run_doctor},
};

constexpr Command commands[] = {
    {"listen", run_listen},
    {"connect", run_connect},
    {"serial", run_serial},
    {"relay", run_relay},
};

/// Called last: whichever subcommand is parsed leaves its name in the options.
void note_the_command(CLI::App& app, Options& options) {
  for (auto* command : app.get_subcommands([](CLI::App*) { return true; })) {
    command->callback([&options, command] { options.command = command->get_name(); });
  }
}

}  // namespace

int run(int argc, char** argv, std::span<const MoreCommand> more) {
  install_last_words();
  // A reader that goes away is an error of the write, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
  std::setlocale(LC_ALL, "");
  Options options;
  const auto app = make_app(options);
  for (const auto& command : looking_commands)
    command.add(*app, options);
  for (const auto& command : more)
    command.add(*app, options);
  note_the_command(*app, options);
  try {
    app->parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Help and version are "errors" with code 0; CLI11 prints them itself.
    return app->exit(error) == 0 ? 0 : static_cast<int>(Exit::usage);
  }
  if (!options.generate.empty()) {
    fmt::print("{}", generate(*app, options.generate));
    return 0;
  }
  for (const auto& command : commands) {
    if (command.name == options.command) return static_cast<int>(command.run(options));
  }
  for (const auto& command : looking_commands) {
    if (command.name == options.command) return static_cast<int>(command.run(options));
  }
  for (const auto& command : more) {
    if (command.name == options.command) return static_cast<int>(command.run(options));
  }
  fmt::print("{}", app->help());
  return static_cast<int>(Exit::usage);
}

}  // namespace parley::cli
