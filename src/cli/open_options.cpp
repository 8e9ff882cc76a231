#include "cli/open_options.h"

#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "cli/settings.h"

namespace parley::cli {

std::optional<event::PeerId> OpenOptions::chosen_peer() const {
  return peer == 0 ? std::nullopt : std::optional(event::PeerId{peer});
}

std::optional<event::ConnectionId> OpenOptions::chosen_connection() const {
  return connection == 0 ? std::nullopt : std::optional(event::ConnectionId{connection});
}

namespace {

void add_choice(CLI::App& command, OpenOptions& own) {
  command.add_option("--peer", own.peer, "only peer N, with all its connections")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  command.add_option("--connection", own.connection, "only connection N")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  command
      .add_option("--since", own.since,
                  "only from then on: 10:00, 2026-11-22T10:00, or how long ago (10m)")
      ->type_name("TIME");
  command
      .add_option("--find", own.find,
                  "only what matches the regular expression RE; exit code 1 when nothing does")
      ->type_name("RE");
}

void add_shapes(CLI::App& command, Options& options, OpenOptions& own) {
  auto* text = command.add_flag("--text", own.text, "what was said, as rows of text");
  auto* hex = command.add_flag("--hex", options.hex, "what was said, as rows with hex dumps");
  command.add_flag("-f,--follow", own.follow, "go on while the file grows, until SIGINT");
  auto* exported =
      command
          .add_option(
              "--export", own.export_as,
              "to standard output: csv, jsonl, text (UTC), or bytes (what the peers said, as it "
              "came)")
          ->type_name("FORMAT")
          ->check(CLI::IsMember({"csv", "jsonl", "text", "bytes"}));
  exported->excludes(text)->excludes(hex);
  command
      .add_flag("--both", own.both, "with --export bytes: what this side said, too, in its order")
      ->needs(exported);
}

void add_replay(CLI::App& command, Options& options, OpenOptions& own) {
  const std::string group = "Replay";
  auto* replay =
      command
          .add_option("--replay", own.replay,
                      "play the client's side to a server, and report the first byte in which its "
                      "answer differs; exit code 1 when one does")
          ->type_name("HOST:PORT")
          ->group(group);
  command
      .add_option("--replay-listen", own.replay_listen,
                  "wait for a client, and play the server's side to it")
      ->type_name("[ADDRESS:]PORT")
      ->excludes(replay)
      ->group(group);
  command
      .add_option("--speed", own.speed,
                  "N times as fast as recorded, or max: as fast as answers come")
      ->type_name("N")
      ->group(group);
  command
      .add_option("-w,--wait", own.patience,
                  "how long an answer may take beyond its recorded time (10s)")
      ->type_name("TIME")
      ->group(group);
  command.add_option("--format", options.format, "rows of the replay: text, jsonl or raw")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"auto", "text", "jsonl", "raw"}))
      ->group(group);
  command.add_option("--allow", options.allow, "serve this network, too; may be given again")
      ->type_name("CIDR")
      ->allow_extra_args(false)
      ->group(group);
  command
      .add_option("--cert", options.certificate_file, "for a tls:// peer: our certificate (PEM)")
      ->type_name("FILE")
      ->group(group);
  command.add_option("--key", options.key_file, "its private key (PEM)")
      ->type_name("FILE")
      ->group(group);
  command.add_option("--ca", options.authority_file, "whom to trust (PEM)")
      ->type_name("FILE")
      ->group(group);
  command.add_flag("--insecure", options.insecure, "do not check whose certificate it is")
      ->group(group);
}

}  // namespace

void add_open_options(CLI::App& command, Options& options, OpenOptions& own) {
  command
      .add_option("file", own.file,
                  "a recording of Parley, or any pcap or pcapng; without it the recordings are "
                  "listed")
      ->type_name("FILE");
  add_choice(command, own);
  add_shapes(command, options, own);
  add_replay(command, options, own);
  add_recording(command, options);
}

Result<session::ReplaySettings> replay_settings(const OpenOptions& own) {
  session::ReplaySettings settings;
  settings.plays = own.replay.empty() ? session::Side::server : session::Side::client;
  const auto patience = time_option("-w", own.patience);
  if (!patience) return failure(patience.error());
  if (*patience) settings.patience = **patience;
  if (own.speed.empty()) return settings;
  if (own.speed == "max") {
    settings.speed = 0;
    return settings;
  }
  const char* end = own.speed.data() + own.speed.size();
  const auto [stop, error] = std::from_chars(own.speed.data(), end, settings.speed);
  if (error != std::errc{} || stop != end || !std::isfinite(settings.speed) ||
      settings.speed < 0.001 || settings.speed > 1e6) {
    return failure({ErrorClass::bad_input, 0,
                    fmt::format("understand '{}' after --speed", own.speed),
                    "it is a number such as 2 (twice as fast) or 0.5, or max"});
  }
  return settings;
}

}  // namespace parley::cli
