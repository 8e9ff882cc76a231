// The whole program: from words to a command to an exit code.
#include <clocale>
#include <csignal>
#include <cstdio>
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/generate.h"

namespace parley::cli {

namespace {

struct Command {
  std::string_view name;
  Exit (*run)(const Options& options);
};

constexpr Command commands[] = {
    {"listen", run_listen},
    {"connect", run_connect},
    {"serial", run_serial},
    {"relay", run_relay},
};

}  // namespace

int run(int argc, char** argv) {
  // A reader that goes away is an error of the write, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
  std::setlocale(LC_ALL, "");
  Options options;
  const auto app = make_app(options);
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
  fmt::print("{}", app->help());
  return static_cast<int>(Exit::usage);
}

}  // namespace parley::cli
