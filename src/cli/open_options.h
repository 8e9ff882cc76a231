// The options of `parley open`, and what they mean.
//
// Thread rule: the main thread, before anything runs.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "base/result.h"
#include "cli/options.h"
#include "event/event.h"
#include "session/replay.h"

namespace parley::cli {

/// As typed. What other commands have as well (--hex, --format, --allow, TLS) is in `Options`.
struct OpenOptions {
  std::string file;
  std::uint32_t peer = 0;
  std::uint32_t connection = 0;
  bool text = false;
  bool follow = false;
  bool both = false;
  std::string find;
  std::string since;
  std::string export_as;
  std::string replay;
  std::string replay_listen;
  std::string speed;
  std::string patience;

  std::optional<event::PeerId> chosen_peer() const;
  std::optional<event::ConnectionId> chosen_connection() const;
};

/// `open` fills in `own` when it is parsed.
void add_open_options(CLI::App& command, Options& options, OpenOptions& own);

/// Which side, how fast, how patient.
Result<session::ReplaySettings> replay_settings(const OpenOptions& own);

}  // namespace parley::cli
