#include "cli/conversation_rows.h"

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

std::string attempt_words(const Event& event) {
  if (event.error) return to_string(*event.error);
  return event.reason.empty() ? "for an unknown reason" : std::string(event.reason);
}

std::string end_words(const log::Conversation& row) {
  using End = log::Conversation::End;
  switch (row.end) {
    case End::open: return "still open at the end of the file";
    case End::unseen: return "ended where the recording has a gap";
    case End::closed: return row.reason.empty() ? "closed" : row.reason;
    case End::reset: return row.reason.empty() ? "reset" : row.reason;
    case End::failed: return row.reason.empty() ? "failed" : row.reason;
  }
  return {};
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

event::Room ConversationRows::offer(const Event& event) {
  if (event.kind == Kind::refused) refused_ += std::max<std::uint64_t>(event.count, 1);
  if (event.kind == Kind::failed && event.connection == event::ConnectionId{}) {
    std::string words = attempt_words(event);
    if (failed_.size() < failures_max || failed_.contains(words)) ++failed_[std::move(words)];
  }
  return table_.offer(event);
}

std::size_t ConversationRows::talking() const {
  const auto& rows = table_.rows();
  return static_cast<std::size_t>(std::count_if(
      rows.begin(), rows.end(),
      [](const log::Conversation& row) { return row.received_events + row.sent_events > 0; }));
}

std::string ConversationRows::beside_words() const {
  std::string words;
  for (const auto& [reason, times] : failed_) {
    words += times == 1 ? fmt::format("\nfailed: {}", safe(reason))
                        : fmt::format("\nfailed {} times: {}", times, safe(reason));
  }
  if (refused_ > 0) words += fmt::format("\npeers that were refused: {}", refused_);
  return words;
}

std::string ConversationRows::text(bool both_ends) const {
  if (table_.rows().empty()) return "there are no conversations in it" + beside_words();
  std::size_t width = 3;
  for (const log::Conversation& row : table_.rows())
    width = std::max(width, safe(who(row.party, both_ends)).size());
  std::string text =
      fmt::format("{:>5}  {:>5}  {:<{}}  {:<6}  {:<19}  {:>9}  {:>12}  {:>12}  {}", "peer", "conn",
                  "who", width, "by", "began", "lasted", "received B", "sent B", "how it ended");
  for (const log::Conversation& row : table_.rows()) {
    text += fmt::format("\n{:>5}  {:>5}  {:<{}}  {:<6}  {} {}  {:>9}  {:>12}  {:>12}  {}",
                        static_cast<unsigned>(row.peer), static_cast<unsigned>(row.connection),
                        safe(who(row.party, both_ends)), width,
                        event::transport_name(row.party.transport), local_date(row.first),
                        local_clock(row.first).substr(0, 8),
                        text::format_duration(row.last - row.first), row.received_bytes,
                        row.sent_bytes, safe(end_words(row)));
    if (!row.beginning_seen) text += "; began before the file";
    if (row.dropped > 0) text += fmt::format("; lost: {}", row.dropped);
  }
  return text + beside_words();
}

}  // namespace parley::cli
