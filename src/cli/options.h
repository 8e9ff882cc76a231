// What the command line asks for, as values, and the one table of commands and options. Parsing,
// help, the man page and the shell completions all come from the CLI::App that `make_app` builds.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/limits.h"

namespace parley::cli {

enum class Format { automatic, text, jsonl, raw };

/// As typed; the commands check what belongs together.
struct Options {
  std::string command;
  std::vector<std::string> words;  ///< the positional ones

  bool udp = false;
  bool v4 = false;
  bool v6 = false;
  bool verbose = false;
  bool crlf = false;
  bool once = false;
  bool no_shutdown = false;
  bool retry = false;
  bool hex = false;
  std::string line_ending = "lf";
  std::string framing = "none";
  std::string format = "auto";
  std::string connect_timeout;
  std::string linger;
  std::string time_limit;
  std::string state_every;
  std::string source_port;

  bool tls = false;
  bool insecure = false;
  std::string certificate_file;
  std::string key_file;
  std::string authority_file;

  bool echo = false;
  std::string greet;
  bool greet_given = false;
  std::vector<std::pair<std::string, std::string>> replies;
  std::vector<std::pair<std::string, std::string>> every;
  std::string expect;
  bool expect_given = false;

  std::size_t peers_max = limits::peers_max_default;
  std::size_t peers_per_address_max = limits::peers_per_address_max_default;
  std::vector<std::string> allow;

  std::string output_file;  ///< -o: record there
  bool no_record = false;
  bool sync = false;
  std::string record;  ///< "must", or empty

  std::string dtr;
  std::string rts;
  std::string also_listen;  ///< serial: --listen PORT

  std::string generate;
};

/// Groups of options that several commands have, for those of the rooms above, too.
void add_common(CLI::App& command, Options& options);
void add_recording(CLI::App& command, Options& options);
void add_rules(CLI::App& command, Options& options);
void add_access(CLI::App& command, Options& options);
void add_families(CLI::App& command, Options& options);
void add_tls(CLI::App& command, Options& options, bool client);

/// The positional ones, `most` at most; `names` is how they are called in the help.
void add_words(CLI::App& command, Options& options, const std::string& names,
               const std::string& help, int most);

/// The table. `options` is filled in by parsing and must outlive the app.
std::unique_ptr<CLI::App> make_app(Options& options);

/// The commands by name, in the order of the help, with their one line each.
std::vector<const CLI::App*> commands_of(const CLI::App& app);

}  // namespace parley::cli
