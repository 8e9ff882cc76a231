// One conversation of a recording as a script: who said what, in which order, and when.
//
// The order is the recording's. Wherever it was made (at one end or between the two), what stands
// before a turn had been said without that turn; so a live peer that behaves the same says it
// without that turn again, and waiting for it never waits in vain.
//
// Limits: `limits::script_bytes_max`, held in memory. Thread rule: one thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/result.h"
#include "event/event.h"
#include "event/source.h"

namespace parley::session {

/// Who opened the conversation, and who was there to be called.
enum class Side : std::uint8_t { client, server };

constexpr Side other(Side side) {
  return side == Side::client ? Side::server : Side::client;
}

/// What one side said at once; of datagrams, one.
struct Turn {
  Side who = Side::client;
  std::uint64_t begin = 0;  ///< octets of `who` before this turn
  std::uint64_t end = 0;
  Duration at{};  ///< since the script began
};

struct Script {
  event::Party party;  ///< as recorded: `sent` was said by `local`
  event::PeerId peer{};
  event::ConnectionId connection{};
  WallTime began;
  std::vector<Turn> turns;
  bool has_beginning = true;  ///< false: the recording begins in the middle of the conversation

  Bytes said_by(Side side) const { return said[static_cast<std::size_t>(side)]; }
  Bytes octets_of(const Turn& turn) const {
    return said_by(turn.who).substr(turn.begin, turn.end - turn.begin);
  }
  bool datagrams() const { return party.transport == event::Transport::udp; }

  std::array<ByteString, 2> said;  ///< by Side
};

/// Which conversation; what is not given leaves the choice open.
struct ScriptChoice {
  std::optional<event::PeerId> peer;
  std::optional<event::ConnectionId> connection;
  std::size_t bytes_max = limits::script_bytes_max;
};

/// Reads the source to its end. Errors (`bad_input`): no conversation fits, or several do, which
/// are then listed; octets are missing in it; it is longer than the limit; it is no TCP, TLS or
/// UDP.
Result<Script> read_script(event::Source& source, const ScriptChoice& choice);

}  // namespace parley::session
