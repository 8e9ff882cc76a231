// What conversations there were: one row a connection, from the events of any source.
//
// Memory: one row a connection. Thread rule: one thread.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "event/event.h"
#include "record/recording_source.h"

namespace parley::log {

struct Conversation {
  enum class End : std::uint8_t {
    open,    ///< it had not ended where the events do
    closed,  ///< as the kinds of events
    reset,
    failed,
    unseen,  ///< it ended in a gap of the recording
  };
  event::PeerId peer{};
  event::ConnectionId connection{};
  event::Party party;
  WallTime first;  ///< event
  WallTime last;
  bool beginning_seen = false;
  std::uint64_t received_bytes = 0;
  std::uint64_t sent_bytes = 0;
  std::uint64_t received_events = 0;
  std::uint64_t sent_events = 0;
  std::uint64_t dropped = 0;  ///< octets or datagrams that `dropped` events counted
  End end = End::open;
  std::string reason;  ///< why it ended
};

class ConversationTable final : public event::Sink {
 public:
  event::Room offer(const event::Event& event) override;
  std::string_view name() const override { return "the table of conversations"; }

  /// Those that the source says are open at its end: any other without an end ended unseen, and
  /// those of which it told no event begin as it says.
  void end_of(const record::RecordingSource& source);

  /// In the order in which they began. Valid until the next call of another function.
  const std::vector<Conversation>& rows() const { return rows_; }

 private:
  Conversation& row_of(const event::Event& event);

  std::vector<Conversation> rows_;
  std::unordered_map<event::ConnectionId, std::size_t> places_;
  event::ConnectionId last_id_{};  // asked for last: mostly the next, too
  std::size_t last_place_ = 0;
};

}  // namespace parley::log
