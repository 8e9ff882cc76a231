#include "record/segment_queue.h"

#include <cassert>
#include <utility>

#include "base/limits.h"

namespace parley::record {

namespace {

/// What is kept when the writer has caught up. What a burst took beyond goes back, one with each
/// segment: otherwise memory grows for hours, a megabyte with each burst larger than all before.
/// It goes in `take` and not in `pop`: who encodes still looks at a segment that is full, and has
/// left it only when it asks for the next.
constexpr std::size_t spare_segments = 2;

}  // namespace

Segment* SegmentQueue::take(std::uint64_t file, std::uint64_t number, bool beyond) {
  std::unique_ptr<Segment> surplus;  // goes behind the lock
  const std::lock_guard lock(mutex_);
  if (queued_.size() >= limits::record_segments_max && !beyond) return nullptr;
  if (queued_.size() <= 1 && free_.size() > spare_segments) {
    surplus = std::move(free_.back());
    free_.pop_back();
  }
  std::unique_ptr<Segment> segment;
  if (free_.empty()) {
    segment = std::make_unique<Segment>(segment_bytes_);
    if (!segment->octets) return nullptr;
  } else {
    segment = std::move(free_.back());
    free_.pop_back();
  }
  segment->file = file;
  segment->number = number;
  segment->begin = 0;
  segment->end.store(0, std::memory_order_relaxed);
  segment->last_event.store(0, std::memory_order_relaxed);
  queued_.push_back(std::move(segment));
  in_use_.store(queued_.size(), std::memory_order_relaxed);
  return queued_.back().get();
}

Segment* SegmentQueue::front() {
  const std::lock_guard lock(mutex_);
  return queued_.empty() ? nullptr : queued_.front().get();
}

void SegmentQueue::pop() {
  const std::lock_guard lock(mutex_);
  assert(!queued_.empty());
  free_.push_back(std::move(queued_.front()));
  queued_.pop_front();
  in_use_.store(queued_.size(), std::memory_order_relaxed);
}

std::size_t SegmentQueue::allocated() const {
  const std::lock_guard lock(mutex_);
  return queued_.size() + free_.size();
}

}  // namespace parley::record
