// What conversations a file holds, for people: log/conversation_table.h as text, and what happened
// beside them.
//
// Limits: those of the table. Thread rule: one thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "event/event.h"
#include "log/conversation_table.h"

namespace parley::cli {

class ConversationRows final : public event::Sink {
 public:
  event::Room offer(const event::Event& event) override;
  std::string_view name() const override { return "the table"; }

  /// Conversations in which something was said.
  std::size_t talking() const;

  log::ConversationTable& table() { return table_; }

  /// A heading and a row a connection, then what happened beside them; no line end after the last.
  /// With `both_ends` a row tells both, the one that opened first: the file is not of this
  /// computer's own conversations. Nothing from the network stands there unescaped.
  std::string text(bool both_ends) const;

 private:
  std::string beside_words() const;

  log::ConversationTable table_;
  std::map<std::string, std::uint64_t> failed_;  // attempts by their words
  std::uint64_t refused_ = 0;
};

}  // namespace parley::cli
