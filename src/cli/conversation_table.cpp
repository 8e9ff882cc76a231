#include "cli/conversation_table.h"

#include <algorithm>
#include <fmt/format.h>

#include "cli/local_time.h"
#include "cli/row_style.h"
#include "text/duration.h"

namespace parley::cli {

namespace {

using event::Event;
using event::Kind;

/// Different failures that are listed, and how much of one is.
constexpr std::size_t failures_max = 20;

bool ends(Kind kind) {
  return kind == Kind::closed || kind == Kind::reset || kind == Kind::failed;
}

std::string end_words(const Event& event) {
  if (event.error) return to_string(*event.error);
  return event.reason.empty() ? std::string(event::kind_name(event.kind))
                              : std::string(event.reason);
}

std::string who(const event::Party& party, bool both_ends) {
  if (!both_ends || party.local == Endpoint{}) return party.name();
  const std::string local = party.local.to_string();
  return party.opened_here ? local + " -> " + party.name() : party.name() + " -> " + local;
}

std::string safe(std::string_view words) {
  std::string out;
  append_words(words, 0, out);
  return out;
}

}  // namespace

event::Room ConversationTable::offer(const Event& event) {
  if (event.kind == Kind::refused) refused_ += std::max<std::uint64_t>(event.count, 1);
  if (event.kind == Kind::dropped) ++dropped_;
  if (event.connection == event::ConnectionId{}) {
    if (event.kind == Kind::failed) {
      std::string words = end_words(event);
      if (failed_.size() < failures_max || failed_.contains(words)) ++failed_[std::move(words)];
    }
    return event::Room::more;
  }
  if (!event.party) return event::Room::more;
  const auto [place, made] = rows_.try_emplace(event.connection);
  Row& row = place->second;
  if (made) {
    row.peer = event.peer;
    row.party = *event.party;
    row.began = event.time;
    row.has_beginning = event.kind == Kind::connected;
  }
  row.last = event.time;
  if (event.kind == Kind::received) row.received_bytes += event.bytes.size();
  if (event.kind == Kind::sent) row.sent_bytes += event.bytes.size();
  if (ends(event.kind)) row.end = end_words(event);
  return event::Room::more;
}

std::size_t ConversationTable::talking() const {
  return static_cast<std::size_t>(std::count_if(rows_.begin(), rows_.end(), [](const auto& entry) {
    return entry.second.received_bytes + entry.second.sent_bytes > 0;
  }));
}

std::string ConversationTable::beside_words() const {
  std::string words;
  for (const auto& [reason, times] : failed_) {
    words += times == 1 ? fmt::format("\nfailed: {}", safe(reason))
                        : fmt::format("\nfailed {} times: {}", times, safe(reason));
  }
  if (refused_ > 0) words += fmt::format("\npeers that were refused: {}", refused_);
  if (dropped_ > 0) words += fmt::format("\ntimes that something was lost: {}", dropped_);
  return words;
}

std::string ConversationTable::text(bool both_ends) const {
  if (rows_.empty()) return "there are no conversations in it" + beside_words();
  std::size_t width = 3;
  for (const auto& [connection, row] : rows_)
    width = std::max(width, safe(who(row.party, both_ends)).size());
  std::string table =
      fmt::format("{:>5}  {:>5}  {:<{}}  {:<6}  {:<19}  {:>9}  {:>12}  {:>12}  {}", "peer", "conn",
                  "who", width, "by", "began", "lasted", "received B", "sent B", "how it ended");
  for (const auto& [connection, row] : rows_) {
    table += fmt::format(
        "\n{:>5}  {:>5}  {:<{}}  {:<6}  {} {}  {:>9}  {:>12}  {:>12}  {}",
        static_cast<unsigned>(row.peer), static_cast<unsigned>(connection),
        safe(who(row.party, both_ends)), width, event::transport_name(row.party.transport),
        local_date(row.began), local_clock(row.began).substr(0, 8),
        text::format_duration(row.last - row.began), row.received_bytes, row.sent_bytes,
        row.end.empty() ? "still open at the end of the file" : safe(row.end));
    if (!row.has_beginning) table += "; began before the file";
  }
  return table + beside_words();
}

}  // namespace parley::cli
