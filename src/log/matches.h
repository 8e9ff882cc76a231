// The rows of a recording that a filter lets through, counted a few segments at a time: a window
// shows what was found so far, goes on counting, and may give up at any time.
//
// Memory: a number for each segment of the recording (16 GB: 64 KB), and three segments. Thread
// rule: one thread; counting has a second one while it lasts.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "log/filter.h"
#include "log/log.h"
#include "record/recording_source.h"

namespace parley::log {

class Matches {
 public:
  Matches(record::SegmentedFile file, Filter filter);
  Matches(const Matches&) = delete;
  Matches& operator=(const Matches&) = delete;

  /// Looks through so many more segments. False: the end of the file was reached; it may have
  /// grown when this is called again. Errors, here and below: the system cannot read the file.
  Result<bool> advance(std::uint64_t segments);

  /// Rows found so far, and in how many of the file's segments.
  std::uint64_t count() const { return count_; }
  std::uint64_t segments_done() const { return segments_done_; }

  /// Calls for the matches from the one with this index on, at most `count`, of those found so far.
  Result<> rows(std::uint64_t from, std::size_t count, const EachRow& each);

  const Filter& filter() const { return filter_; }

 private:
  Filter filter_;
  record::RecordingSource counter_;
  record::RecordingSource source_;     // of `rows`
  std::vector<std::uint32_t> counts_;  // by segment
  std::uint64_t count_ = 0;
  std::uint64_t segments_done_ = 0;
};

}  // namespace parley::log
