// A recording as the rows of a log: any page of it, of 16 GB as fast as of 16 KB, and of one that
// is still being written. An index is not needed: the recording's segments say which events they
// hold.
//
// Memory: a segment of the recording for each of pages, search, the search's scout and the end of
// the file, and a name for each connection that its packets do not name. Thread rule: one thread;
// several may have a log each of the same file. A search has a second thread while it lasts.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "event/event.h"
#include "log/conversation_table.h"
#include "log/filter.h"
#include "record/recording_source.h"

namespace parley::log {

/// Is called for each row, in their order; false: enough. The event is valid during the call.
using EachRow = std::function<bool(const event::Event&)>;

/// Is called now and then during what may last; false: give up. In segments of the recording.
using Progress = std::function<bool(std::uint64_t done, std::uint64_t all)>;

class Log {
 public:
  explicit Log(record::SegmentedFile file);
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  /// The numbers of the first and the last event, 0 where there is none. `refresh` looks how far
  /// the recording has come meanwhile. Errors, here and below: the system cannot read the file.
  Result<> refresh();
  std::uint64_t first_event() const { return first_event_; }
  std::uint64_t last_event() const { return last_event_; }

  /// The rows from this event on, at most so many. Damage is a row, too (number 0).
  Result<> rows(std::uint64_t from, std::size_t count, const EachRow& each);

  /// Those that a filter lets through, and damage, from this event on until `each` has enough.
  enum class Walked : std::uint8_t {
    to_the_end,  ///< of what the recording held when this was called, at least
    enough,
    given_up,  ///< by `progress`
  };
  Result<Walked> walk(const Filter& filter, std::uint64_t from, const EachRow& each,
                      const Progress& progress = {});

  /// Where the last `count` matches before an event begin.
  struct Back {
    std::uint64_t first = 0;  ///< event; 0: no match
    std::size_t count = 0;    ///< less than asked for: there are no more, or it was given up
    bool given_up = false;
  };
  Result<Back> find_back(const Filter& filter, std::uint64_t before, std::size_t count,
                         const Progress& progress = {});

  /// The first match from this event on, or the last one before it; nothing when there is none, or
  /// `progress` gave up.
  using Match = std::optional<std::uint64_t>;
  Result<Match> find_next(const Filter& filter, std::uint64_t from, const Progress& progress = {});
  Result<Match> find_previous(const Filter& filter, std::uint64_t before,
                              const Progress& progress = {});

  /// Reads all of it once; from then on rows in the middle know what a connection was called.
  Result<ConversationTable> conversations(const Progress& progress = {});

  const record::SegmentedFile& file() const { return source_.file(); }

 private:
  void remember(const ConversationTable& table);
  Result<> matches_in(std::uint64_t segment, const Filter& filter, std::uint64_t before);

  record::RecordingSource source_;  // of `rows`
  std::uint64_t row_next_ = 0;      // where `source_` is; 0: anywhere
  record::RecordingSource finder_;
  std::vector<std::uint64_t> matches_;  // of one segment; reused
  record::Reader tail_;
  std::uint64_t first_event_ = 0;
  std::uint64_t last_event_ = 0;
  std::unordered_map<event::ConnectionId, record::OpenConnection> known_;
};

}  // namespace parley::log
