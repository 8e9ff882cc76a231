#include "log/log.h"

#include <algorithm>

#include "log/filtered_source.h"

namespace parley::log {

namespace {

/// Between two calls of `progress`: some ten milliseconds.
constexpr std::uint64_t segments_at_once = 16;

/// What packets say of the ends is all that there is to say.
bool is_in_packets(const event::Party& party) {
  using event::Transport;
  return party.transport != Transport::serial && party.transport != Transport::tls &&
         party.target.empty() && party.remote.address.scope() == 0 &&
         party.local.address.scope() == 0;
}

}  // namespace

Log::Log(record::SegmentedFile file) : source_(file), finder_(file), tail_(std::move(file)) {
  const auto known = [this](event::ConnectionId id) -> const record::OpenConnection* {
    const auto found = known_.find(id);
    return found == known_.end() ? nullptr : &found->second;
  };
  source_.ask(known);
  finder_.ask(known);
}

Result<> Log::refresh() {
  if (first_event_ == 0) {
    const auto first = file().header(0);
    if (!first) return tl::unexpected(first.error());
    const auto last = file().segment_of_event(std::numeric_limits<std::uint64_t>::max());
    if (!last) return tl::unexpected(last.error());
    if (*first) first_event_ = (*first)->first_event;
    tail_.seek(*last);
  }
  for (;;) {
    const auto found = tail_.next();
    if (!found) return tl::unexpected(found.error());
    if (*found == record::Reader::Found::nothing) break;
    if (*found == record::Reader::Found::block && tail_.block().number != 0) {
      last_event_ = tail_.block().number;
    }
  }
  if (last_event_ == 0) first_event_ = 0;
  return {};
}

Result<> Log::rows(std::uint64_t from, std::size_t count, const EachRow& each) {
  if (row_next_ == 0 || row_next_ != from) {
    if (auto found = source_.seek_event(from); !found) return found;
  }
  row_next_ = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto event = source_.next();
    if (!event) return tl::unexpected(event.error());
    if (*event == nullptr) break;
    row_next_ = (*event)->number == 0 ? row_next_ : (*event)->number + 1;
    if (!each(**event)) break;
  }
  return {};
}

Result<Log::Walked> Log::walk(const Filter& filter, std::uint64_t from, const EachRow& each,
                              const Progress& progress) {
  const auto segments = file().segments();
  if (!segments) return tl::unexpected(segments.error());
  if (auto found = finder_.seek_event(from); !found) return tl::unexpected(found.error());
  const auto first = file().segment_of_event(from);
  if (!first) return tl::unexpected(first.error());
  FilteredSource matching(finder_, filter);
  for (std::uint64_t end = *first; end < *segments;) {
    end = std::min(*segments, end + segments_at_once);
    finder_.stop_before(end);
    for (;;) {
      const auto event = matching.next();
      if (!event) return tl::unexpected(event.error());
      if (*event == nullptr) break;
      if (!each(**event)) return Walked::enough;
    }
    if (progress && !progress(end - *first, *segments - *first)) return Walked::given_up;
  }
  return Walked::to_the_end;
}

Result<Log::Back> Log::find_back(const Filter& filter, std::uint64_t before, std::size_t count,
                                 const Progress& progress) {
  Back back;
  if (before == 0 || count == 0) return back;
  const auto last = file().segment_of_event(before - 1);
  if (!last) return tl::unexpected(last.error());
  for (std::uint64_t segment = *last + 1; segment-- > 0;) {
    if (auto read = matches_in(segment, filter, before); !read) return tl::unexpected(read.error());
    const std::size_t found = std::min(count - back.count, matches_.size());
    if (found > 0) back.first = matches_[matches_.size() - found];
    back.count += found;
    if (back.count == count) break;
    const std::uint64_t done = *last - segment;
    if (progress && done % segments_at_once == 0 && !progress(done, *last + 1)) {
      back.given_up = true;
      break;
    }
  }
  return back;
}

/// Into `matches_`.
Result<> Log::matches_in(std::uint64_t segment, const Filter& filter, std::uint64_t before) {
  matches_.clear();
  finder_.seek_segment(segment);
  finder_.stop_before(segment + 1);
  FilteredSource matching(finder_, filter);
  for (;;) {
    const auto event = matching.next();
    if (!event) return tl::unexpected(event.error());
    if (*event == nullptr || (*event)->number >= before) break;
    if ((*event)->number != 0) matches_.push_back((*event)->number);
  }
  return {};
}

Result<Log::Match> Log::find_next(const Filter& filter, std::uint64_t from,
                                  const Progress& progress) {
  Match match;
  const auto walked = walk(
      filter, from,
      [&match](const event::Event& event) {
        if (event.number != 0) match = event.number;
        return !match;
      },
      progress);
  if (!walked) return tl::unexpected(walked.error());
  return match;
}

Result<Log::Match> Log::find_previous(const Filter& filter, std::uint64_t before,
                                      const Progress& progress) {
  const auto back = find_back(filter, before, 1, progress);
  if (!back) return tl::unexpected(back.error());
  return back->count == 0 ? Match() : Match(back->first);
}

Result<ConversationTable> Log::conversations(const Progress& progress) {
  const auto segments = file().segments();
  if (!segments) return tl::unexpected(segments.error());
  record::RecordingSource source(file());
  ConversationTable table;
  for (std::uint64_t end = 0; end < *segments;) {
    end = std::min(*segments, end + segments_at_once);
    source.stop_before(end);
    for (;;) {
      const auto event = source.next();
      if (!event) return tl::unexpected(event.error());
      if (*event == nullptr) break;
      table.offer(**event);
    }
    if (progress && !progress(end, *segments)) break;
  }
  table.end_of(source);
  remember(table);
  return table;
}

void Log::remember(const ConversationTable& table) {
  known_.clear();
  for (const Conversation& row : table.rows()) {
    if (is_in_packets(row.party)) continue;
    known_[row.connection] = {row.peer, row.connection, row.party, row.first, 0, 0};
  }
}

}  // namespace parley::log
