// The segments between the thread that encodes and the one that writes: at most
// `limits::record_segments_max` of them, used again and again; what a burst took goes back to the
// system.
//
// Thread rule: `take` by the encoding thread, which then has left all segments before; `front` and
// `pop` by the writing one; the others by anybody. The lock is held for as long as a list changes,
// once a megabyte.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "record/segment.h"

namespace parley::record {

class SegmentQueue {
 public:
  /// Smaller segments are for tests.
  explicit SegmentQueue(std::size_t segment_bytes = format::segment_bytes)
      : segment_bytes_(segment_bytes) {}

  /// The next to fill, behind those before; null: so many are in use already, or there is no memory
  /// for one. The caller sets `number`, `file` and `begin` before it encodes anything.
  /// `beyond`: one more even then, for who must not lose anything.
  Segment* take(std::uint64_t file, std::uint64_t number, bool beyond);

  /// The oldest that is not written to its end; null: there is none.
  Segment* front();

  /// The oldest is written. It stays readable until the next `take`.
  void pop();

  /// Segments that have memory.
  std::size_t allocated() const;

  std::size_t in_use() const { return in_use_.load(std::memory_order_relaxed); }

 private:
  const std::size_t segment_bytes_;
  mutable std::mutex mutex_;
  std::deque<std::unique_ptr<Segment>> queued_;
  std::vector<std::unique_ptr<Segment>> free_;
  std::atomic<std::size_t> in_use_ = 0;
};

}  // namespace parley::record
