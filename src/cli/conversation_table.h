// What conversations a file holds: a row for each connection, made from its events.
//
// Limits: some 200 octets a connection. Thread rule: one thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "event/event.h"

namespace parley::cli {

class ConversationTable final : public event::Sink {
 public:
  struct Row {
    event::PeerId peer{};
    event::Party party;
    WallTime began;
    WallTime last;
    std::uint64_t received_bytes = 0;
    std::uint64_t sent_bytes = 0;
    std::string end;             ///< how it ended; empty: it has not
    bool has_beginning = false;  ///< false: the file begins in the middle of it
  };

  event::Room offer(const event::Event& event) override;
  std::string_view name() const override { return "the table"; }

  const std::map<event::ConnectionId, Row>& rows() const { return rows_; }

  /// Connections in which something was said.
  std::size_t talking() const;

  /// A heading and a row a connection, then what happened beside them; no line end after the last.
  /// With `both_ends` a row tells both, the one that opened first: the file is not of this
  /// computer's own conversations. Nothing from the network stands there unescaped.
  std::string text(bool both_ends) const;

 private:
  std::string beside_words() const;

  std::map<event::ConnectionId, Row> rows_;
  std::map<std::string, std::uint64_t> failed_;  // attempts by their words
  std::uint64_t refused_ = 0;
  std::uint64_t dropped_ = 0;  // events
};

}  // namespace parley::cli
