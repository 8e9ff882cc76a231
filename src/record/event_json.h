// Events that are no payload, as they stand in a recording: the jsonl line of event/jsonl.h without
// its end, and behind it what that line does not say exactly. docs/recording.md lists the members.
//
// Thread rule: plain functions and values.
#pragma once

#include <cstdint>
#include <string>

#include "event/event.h"

namespace parley::record {

/// One JSON object, no line end.
void append_event_json(const event::Event& event, std::string& out);

/// An open connection, for a file that does not hold its beginning.
struct OpenConnection {
  event::PeerId peer{};
  event::ConnectionId connection{};
  event::Party party;
  WallTime since;
  std::uint64_t received_bytes = 0;
  std::uint64_t sent_bytes = 0;
};

void append_open_json(const OpenConnection& open, std::string& out);

/// What is missing in one place of a recording.
struct Gap {
  std::uint64_t first = 0;  ///< events, both included
  std::uint64_t last = 0;
  std::uint64_t bytes = 0;  ///< octets that were received or sent in them
  WallTime time;            ///< of the last
  std::string reason;       ///< why
};

/// The jsonl line of a `dropped` event, and "from".
void append_gap_json(const Gap& gap, std::string& out);

}  // namespace parley::record
