// The stage of one story of `parley demo`: two commands of this very program, run as a user would
// type them, one for the board and one for this PC. What they say with `--format jsonl` is
// collected with its times; what should be said is waited for.
//
// Limits: waits until the story's deadline at the latest and never longer; what a command says
// beyond `said_bytes_max` ends the story.
//
// Owner and thread rule: the thread that tells the story; its commands die with it.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "board/cli/side_by_side.h"
#include "net/descriptor.h"

namespace parley::board::cli {

/// A demo says some hundred octets.
inline constexpr std::size_t said_bytes_max = 256 * 1024;

/// One line that had to be seen.
struct Expected {
  Side side = Side::left;
  std::string text;  ///< the octets, as they are on the wire
  bool seen = false;
};

class Stage {
 public:
  /// `program` is the one to run; `deadline` is when patience ends, and so it does a moment after
  /// somebody set `stop`, which outlives the stage.
  Stage(std::string program, SteadyTime deadline, const std::atomic<bool>& stop);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  /// Starts `program WORDS...`. Errors: it cannot be started.
  Result<> start(Side side, const std::vector<std::string>& words);

  /// Waits until the text was said behind what was expected before on that side, and notes it as
  /// expected. False: the deadline came, or the command ended without it. After one false the
  /// others do not wait any more: what comes after a missing line is only noted as missing.
  bool expect(Side side, const std::string& text);

  /// The port of the first `listening` event: a listener's own, or the one of this PC from which
  /// the router forwards to the board. Nothing: see `expect`.
  std::optional<std::string> listening_port(Side side);

  /// One jsonl command to the standard input of a side.
  void command(Side side, const std::string& json);

  /// Ends a side in order: SIGINT, then the wait for it; SIGKILL after the deadline. Its exit
  /// status, 128 and the signal's number where one killed it.
  int end(Side side);

  /// A row of our own.
  void note(Side side, const std::string& text);

  const std::vector<Expected>& expected() const { return expected_; }
  const std::vector<Row>& rows() const { return rows_; }

  /// What a command wrote to standard error, for the case that something is missing.
  const std::string& words(Side side) const { return at(side).errors; }

 private:
  struct Actor {
    pid_t id = -1;
    net::Descriptor input;
    net::Descriptor output;
    net::Descriptor errors_end;
    std::string line;  ///< of jsonl, not whole yet
    std::string errors;
    std::string heard;    ///< the octets that it received: a board's Serial, a peer's words
    std::size_t met = 0;  ///< up to where expectations were met
    std::string port;
    std::string open_row;  ///< of a board's Serial, waiting for its line end
    WallTime open_since{};
  };

  Actor& at(Side side) { return actors_[side == Side::left ? 0 : 1]; }
  const Actor& at(Side side) const { return actors_[side == Side::left ? 0 : 1]; }
  bool turn();
  void take(Side side, const std::string& octets);
  void take_event(Side side, const std::string& line);
  void take_serial(WallTime time, const std::string& octets);
  void close_row(Actor& actor);

  std::string program_;
  SteadyTime deadline_;
  const std::atomic<bool>& stop_;
  SystemClock clock_;
  Actor actors_[2];
  std::vector<Expected> expected_;
  std::vector<Row> rows_;
  bool missing_ = false;
};

/// A `time` of a jsonl event. Nothing: it is none.
std::optional<WallTime> parse_time(const std::string& text);

}  // namespace parley::board::cli
