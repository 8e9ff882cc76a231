#include "log/conversation_table.h"

#include <algorithm>

namespace parley::log {

using event::Kind;

namespace {

Conversation::End ending_of(Kind kind) {
  switch (kind) {
    case Kind::closed: return Conversation::End::closed;
    case Kind::reset: return Conversation::End::reset;
    default: return Conversation::End::failed;
  }
}

std::string words_of(const event::Event& event) {
  if (event.error == nullptr) return std::string(event.reason);
  std::string words = to_string(*event.error);
  if (!event.reason.empty()) words.append("; ").append(event.reason);
  return words;
}

}  // namespace

Conversation& ConversationTable::row_of(const event::Event& event) {
  if (event.connection == last_id_ && !rows_.empty()) return rows_[last_place_];
  const auto [found, is_new] = places_.try_emplace(event.connection, rows_.size());
  if (is_new) {
    Conversation& made = rows_.emplace_back();
    made.connection = event.connection;
    made.peer = event.peer;
    made.first = event.time;
    if (event.party != nullptr) made.party = *event.party;
  }
  last_id_ = event.connection;
  last_place_ = found->second;
  return rows_[last_place_];
}

event::Room ConversationTable::offer(const event::Event& event) {
  if (event.connection == event::ConnectionId{} || event.number == 0) return event::Room::more;
  Conversation& row = row_of(event);
  row.last = event.time;
  switch (event.kind) {
    case Kind::connected:
      row.beginning_seen = true;
      if (event.party != nullptr) row.party = *event.party;
      break;
    case Kind::received:
      row.received_bytes += event.bytes.size();
      ++row.received_events;
      break;
    case Kind::sent:
      row.sent_bytes += event.bytes.size();
      ++row.sent_events;
      break;
    case Kind::closed:
    case Kind::reset:
    case Kind::failed:
      row.end = ending_of(event.kind);
      row.reason = words_of(event);
      break;
    case Kind::dropped: row.dropped += event.count; break;
    default: break;
  }
  return event::Room::more;
}

void ConversationTable::end_of(const record::RecordingSource& source) {
  const auto& open = source.open_connections();
  for (Conversation& row : rows_) {
    if (row.end == Conversation::End::open && !open.contains(row.connection)) {
      row.end = Conversation::End::unseen;
    }
  }
  std::vector<const record::OpenConnection*> silent;
  for (const auto& [id, connection] : open) {
    if (!places_.contains(id)) silent.push_back(&connection);
  }
  std::sort(silent.begin(), silent.end(),
            [](const auto* a, const auto* b) { return a->connection < b->connection; });
  for (const record::OpenConnection* connection : silent) {
    places_.emplace(connection->connection, rows_.size());
    Conversation& row = rows_.emplace_back();
    row.connection = connection->connection;
    row.peer = connection->peer;
    row.party = connection->party;
    row.first = row.last = connection->since;
  }
}

}  // namespace parley::log
