// The options of `parley wire`, and what they mean.
//
// Thread rule: the main thread, before anything runs.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "base/result.h"
#include "cli/ladder_view.h"

namespace parley::cli {

/// As typed.
struct WireOptions {
  std::string file;  ///< "-": standard input
  std::string interface;
  std::string output_file;  ///< keeps what is captured live
  bool brief = false;
  bool follow = false;
  bool text = false;
  bool hex = false;
  std::uint32_t peer = 0;
  std::string host;
  std::string port;
};

/// `command` fills in `own` when it is parsed.
void add_wire_options(CLI::App& command, WireOptions& own);

/// What is shown and how; `live` aside, which depends on where it comes from. Errors: `bad_input`.
Result<LadderStyle> ladder_style(const WireOptions& own);

}  // namespace parley::cli
