#include "cli/text_printer.h"

#include <algorithm>
#include <fmt/format.h>

namespace parley::cli {

using event::Event;
using event::Kind;
using event::Traffic;

namespace {

/// A stop to read in peace loses nothing before this much has come: some thousand rows.
constexpr std::size_t stalled_bytes_kept = 64 * 1024;

bool ends_connection(Kind kind) {
  return kind == Kind::closed || kind == Kind::reset || kind == Kind::failed;
}

bool is_datagram(const Event& event) {
  return event.party && (event.party->transport == event::Transport::udp ||
                         event.party->transport == event::Transport::raw);
}

std::uint64_t& total_of(const Event& event, Traffic& traffic) {
  return event.kind == Kind::received ? traffic.received_bytes : traffic.sent_bytes;
}

}  // namespace

TextPrinter::TextPrinter(OutputQueue& queue, const RowStyle& style, Explain explain)
    : queue_(queue), style_(style), explain_(std::move(explain)), fronts_(style) {
  if (skips()) queue_.on_drained([this] { tell_skipped(); });
}

TextPrinter::~TextPrinter() {
  queue_.on_drained({});
}

void TextPrinter::on_drained(std::function<void()> notify) {
  if (!skips()) queue_.on_drained(std::move(notify));
}

event::Room TextPrinter::offer(const Event& event) {
  rows_.clear();
  append_rows(event);
  if (skips()) {
    if (behind()) {
      rows_skipped_ += static_cast<std::uint64_t>(std::count(rows_.begin(), rows_.end(), '\n'));
      queue_.want_drained();
    } else {
      tell_skipped();
      queue_.append(rows_);
    }
    return event::Room::more;
  }
  queue_.append(rows_);
  if (!queue_.full()) return event::Room::more;
  queue_.want_drained();
  return event::Room::full;
}

bool TextPrinter::behind() const {
  const std::size_t queued = queue_.queued_bytes();
  return queued > stalled_bytes_kept &&
         (queue_.full() || queue_.stalled_for() > limits::terminal_stall_max);
}

void TextPrinter::tell_skipped() {
  const std::uint64_t skipped = rows_skipped_.exchange(0);
  if (skipped == 0) return;
  queue_.append(fmt::format("{:>{}}  {} {} not shown: the terminal was stopped\n", '!',
                            words_column - 2, skipped, skipped == 1 ? "row was" : "rows were"));
}

void TextPrinter::say(std::string_view text) {
  rows_.clear();
  append_words(text, 0, rows_);
  rows_ += '\n';
  queue_.append(rows_);
}

void TextPrinter::append_rows(const Event& event) {
  if (event.kind == Kind::received || event.kind == Kind::sent) {
    append_content(event);
  } else if (event.kind != Kind::recorded) {
    append_status(event);
  }
}

void TextPrinter::count(const Event& event) {
  const auto place = conversations_.find(event.connection);
  if (place != conversations_.end()) total_of(event, place->second.traffic) += event.bytes.size();
}

void TextPrinter::append_content(const Event& event) {
  Conversation& conversation = conversations_[event.connection];
  const bool received = event.kind == Kind::received;
  const std::uint64_t offset = total_of(event, conversation.traffic);
  total_of(event, conversation.traffic) += event.bytes.size();
  const bool framed = received && style_.framed;
  if (framed && !event.message_complete) return;
  const Bytes octets = framed ? event.message : event.bytes;
  fronts_.append(event, mark_of(event), octets.size(), rows_);
  append_octets(octets, received ? conversation.received : conversation.sent, framed ? 0 : offset,
                framed || is_datagram(event));
}

/// `whole`: what follows is no continuation of these octets.
void TextPrinter::append_octets(Bytes octets, text::SafeText& safe, std::uint64_t offset,
                                bool whole) {
  if (style_.hex) {
    rows_ += '\n';
    append_dump(octets, offset, style_.terminal, rows_);
    return;
  }
  safe_.clear();
  safe.append(octets, safe_);
  if (whole) safe.flush(safe_);
  append_text(safe_, style_.terminal, rows_);
}

void TextPrinter::append_status(const Event& event) {
  std::optional<Traffic> traffic;
  if (event.kind == Kind::connected) conversations_.try_emplace(event.connection);
  if (ends_connection(event.kind)) {
    const auto place = conversations_.find(event.connection);
    if (place != conversations_.end()) {
      append_leftover(event, Mark::received, place->second.received);
      append_leftover(event, Mark::sent, place->second.sent);
      traffic = place->second.traffic;
      conversations_.erase(place);
    }
  }
  fronts_.append(event, mark_of(event), rows_);
  append_words(status_words(event, traffic), words_column, rows_);
  rows_ += '\n';
  const std::string below = explain_ ? explain_(event) : std::string();
  if (!below.empty()) {
    rows_.append(words_column, ' ');
    append_words(below, words_column, rows_);
    rows_ += '\n';
  }
  // The last message was not finished: here it is.
  if (event.kind == Kind::noted && !event.message.empty()) {
    fronts_.append(event, Mark::received, event.message.size(), rows_);
    text::SafeText alone;
    append_octets(event.message, alone, 0, true);
  }
}

void TextPrinter::append_leftover(const Event& event, Mark mark, text::SafeText& safe) {
  if (!safe.waiting()) return;
  fronts_.append(event, mark, rows_);
  rows_.append(text_column - words_column, ' ');
  safe.flush(rows_);
  rows_ += '\n';
}

}  // namespace parley::cli
