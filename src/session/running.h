// One conversation on a thread of its own: opened as asked for, recorded, explained, and looked at
// through snapshots. What a window holds for each row of its list.
//
// The log of a conversation is its recording: who wants to see rows reads that file. Here is only
// what a recording does not tell: how things stand now.
//
// Limits: `commands_max` orders wait at most; a snapshot is made at most every `status_interval`,
// and at once when nothing happened for so long. It has `peers_shown_max` peers, those heard last.
// Thread rule: any thread, unless said otherwise. Nothing here waits but the destructor.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "explain/explain.h"
#include "session/asked.h"
#include "session/companion.h"
#include "talk/talk.h"

namespace parley::session {

inline constexpr std::chrono::milliseconds status_interval{50};
inline constexpr std::size_t commands_max = 1024;
inline constexpr std::size_t peers_shown_max = 1000;

/// How a conversation stands, at one moment.
struct Status {
  enum class State : std::uint8_t {
    opening,     ///< not yet anything, or a board is being built
    listening,   ///< the port is open
    connecting,  ///< also: waits for the next attempt
    connected,   ///< client, serial, board: the other side is there
    ended,       ///< in order
    failed,      ///< could not be opened, or ended by `trouble`
  };
  State state = State::opening;
  std::string words;  ///< one line for people: "listening on 0.0.0.0:8888", "building TcpClient"

  std::vector<Endpoint> local{};  ///< open ports, with the real number
  std::vector<talk::PeerInfo> peers{};
  std::size_t peer_count = 0;        ///< all of them
  std::uint64_t received_bytes = 0;  ///< since the beginning
  std::uint64_t sent_bytes = 0;
  std::uint64_t received_messages = 0;  ///< events
  std::uint64_t sent_messages = 0;
  std::size_t queued_bytes = 0;

  /// The newest failure with its explanation; `event` is its number in the recording (0: it is in
  /// none).
  struct Trouble {
    std::uint64_t event = 0;
    explain::Explanation explanation;
  };
  std::optional<Trouble> trouble{};

  /// What the evidence suggests though nothing failed: "the device has not seen a newline".
  std::optional<explain::Explanation> hint{};

  std::filesystem::path recording{};        ///< empty: nothing is recorded
  std::optional<std::string> incomplete{};  ///< why the recording is not whole
  std::filesystem::path capture{};          ///< of a board's frames; empty: none
  std::string said;                         ///< by a companion, last: what a compiler complains of
};

struct RunningSettings {
  std::filesystem::path folder;  ///< of recordings
  MakeCompanion companion{};     ///< for boards; empty: this program has none
};

class Running {
 public:
  /// `changed` is called on the conversation's thread when `status` has become another; not again
  /// until `status` was asked for.
  static std::unique_ptr<Running> start(Asked asked, RunningSettings settings,
                                        std::function<void()> changed);

  /// Ends it and waits, at most `limits::drain_on_exit_max` and what a disk needs.
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  /// Ends in order, soon: the status then says so. The recording stays.
  void end();

  std::shared_ptr<const Status> status();

  /// Octets as they are, to one peer or to all. False: too many orders wait.
  bool send(std::string octets, std::optional<event::PeerId> to);
  bool close_peer(event::PeerId peer);

  /// Other rules from now on. Errors: what cannot be understood; then the rules stay.
  Result<> set_rules(const talk::RuleSettings& rules);

  /// For the companion; `answered` is called on the conversation's thread.
  bool command(std::string words, std::function<void(Result<std::string>)> answered);

 private:
  struct Parts;
  explicit Running(std::shared_ptr<Parts> parts);
  std::shared_ptr<Parts> parts_;
};

}  // namespace parley::session
