// Looks through segments of a recording ahead of who reads it, on a thread of its own. A search
// that finds nothing for a long time then takes both of two cores: while the reader goes through
// some segments, its scout goes through as many behind them, and those in which nothing is are
// passed over.
//
// The scout's word counts only where it is certain: the segment is whole and right, none of its
// events is of interest, and none says something of a connection that a later one might need. Every
// other segment is read as if there were no scout, so what is found, and what is told of damage,
// is the same.
//
// Rejected: a scout that also restores what it finds. It would have to know what was said of the
// connections before, which is only known when all before was read. And one that looks at the next
// segment alone: on a busy machine each of the two then waits for the other's turn on a core, and
// both together were slower than one.
//
// Memory: one segment. Thread rule: one thread; `Interest` is asked on two.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "record/segment_cursor.h"
#include "record/segmented_file.h"

namespace parley::record {

/// What of a recording somebody wants to see. "False" must be certain; "true" may turn out wrong.
/// Asked on any thread.
class Interest {
 public:
  virtual ~Interest() = default;
  virtual bool in_segment(Bytes whole_segment) const = 0;
  virtual bool in_block(const Block& block) const = 0;
};

/// Of a whole segment with nothing of interest: what it takes to go on behind it.
struct NothingThere {
  std::uint64_t first_event = 0;  ///< as its header says
  std::uint64_t number_next = 0;  ///< of the event behind its last
  WallTime time;                  ///< of its last event
};

class Scout {
 public:
  /// How many segments the reader has in front of it when its scout sets out, and how many that
  /// then looks through: some ten milliseconds.
  static constexpr std::uint64_t run_segments = 8;

  /// `interest` outlives this object.
  Scout(SegmentedFile file, const Interest& interest);

  /// Waits until the segment that is looked at is done: some milliseconds.
  ~Scout() = default;
  Scout(const Scout&) = delete;
  Scout& operator=(const Scout&) = delete;

  /// The reader begins with a segment, and will go on to `end`, which it does not read. Sets out
  /// when the run before is over.
  void reader_is_at(std::uint64_t segment, std::uint64_t end);

  /// What was seen in a segment, once it is known: waits for it. Nothing: it has to be read. That
  /// also ends the run, because what is found is mostly not alone.
  std::optional<NothingThere> report(std::uint64_t segment);

 private:
  void run(const std::stop_token& stop, std::uint64_t first, std::uint64_t end);
  std::optional<NothingThere> look_at(std::uint64_t segment);

  const SegmentedFile file_;
  const Interest& interest_;
  std::uint64_t run_first_ = 0;  // the reader's
  std::uint64_t run_end_ = 0;
  std::vector<char> octets_;  // the scout's

  std::mutex mutex_;
  std::condition_variable looked_;
  std::vector<NothingThere> found_;  // from `run_first_` on
  bool running_ = false;

  std::jthread thread_;  // of the run; the last member, so that it ends first
};

}  // namespace parley::record
