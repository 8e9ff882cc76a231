#include "record/segment_queue.h"

#include <cassert>
#include <utility>

#include "base/limits.h"

namespace parley::record {

namespace {

/// What is kept when the writer has caught up. What a burst took beyond goes back, one with each
/// segment: otherwise memory grows for hours, a megabyte with each burst larger than all before.
constexpr std::size_t spare_segments = 2;

}  // namespace

Segment* SegmentQueue::take(std::uint64_t file, std::uint64_t number, bool beyond) {
  const std::lock_guard lock(mutex_);
  if (queued_.size() >= limits::record_segments_max && !beyond) return nullptr;
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
  std::unique_ptr<Segment> segment;  // its pages go back behind the lock, which encoding waits for
  const std::lock_guard lock(mutex_);
  assert(!queued_.empty());
  segment = std::move(queued_.front());
  queued_.pop_front();
  if (queued_.size() > 1 || free_.size() < spare_segments) free_.push_back(std::move(segment));
  in_use_.store(queued_.size(), std::memory_order_relaxed);
}

}  // namespace parley::record
