// The inverse of event_json.h: events, open connections and gaps from the JSON of a recording.
//
// Thread rule: plain functions and values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "event/event.h"
#include "record/event_json.h"

namespace parley::record {

/// An event and all that it views. Its time is the block's: JSON has microseconds only.
struct StoredEvent {
  event::Event event;
  event::Party party;
  Error error;
  event::PeerState state;
  std::string reason;
  std::string content;          ///< `bytes`, or a noted event's `message`
  std::uint64_t gap_first = 0;  ///< a gap: the first event that is missing

  StoredEvent() = default;
  StoredEvent(const StoredEvent&) = delete;
  StoredEvent& operator=(const StoredEvent&) = delete;
};

/// False: it is no event of ours; `into` is then of no use.
bool read_event_json(Bytes json, StoredEvent& into);

std::optional<OpenConnection> read_open_json(Bytes json);

/// Only what kind of event it is, without reading the rest.
std::optional<event::Kind> kind_in_json(Bytes json);

/// Only which events are missing; nothing where it tells of no gap.
std::optional<Gap> read_gap_json(Bytes json);

}  // namespace parley::record
