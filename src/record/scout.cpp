#include "record/scout.h"

#include <algorithm>
#include <utility>

#include "record/event_from_json.h"

namespace parley::record {

namespace {

using event::Kind;

/// A reader learns from these even when nobody wants to see them. Of a gap: that nobody knows what
/// became of whom.
bool tells_of_connections(Bytes json) {
  const auto kind = kind_in_json(json);
  return kind == Kind::connected || kind == Kind::closed || kind == Kind::reset ||
         kind == Kind::failed || kind == Kind::dropped;
}

}  // namespace

Scout::Scout(SegmentedFile file, const Interest& interest)
    : file_(std::move(file)), interest_(interest) {}

void Scout::reader_is_at(std::uint64_t segment, std::uint64_t end) {
  const bool comes_to_run = segment < run_end_ && segment + run_segments >= run_first_;
  if (comes_to_run || end - segment <= run_segments) return;
  thread_ = {};  // a run that is over, or of no use any more
  run_first_ = segment + run_segments;
  run_end_ = std::min(end, run_first_ + run_segments);
  found_.clear();
  running_ = true;
  thread_ = std::jthread([this](const std::stop_token& stop, std::uint64_t first,
                                std::uint64_t behind) { run(stop, first, behind); },
                         run_first_, run_end_);
}

std::optional<NothingThere> Scout::report(std::uint64_t segment) {
  if (segment < run_first_ || segment >= run_end_) return {};
  const std::size_t index = segment - run_first_;
  std::unique_lock lock(mutex_);
  looked_.wait(lock, [&] { return index < found_.size() || !running_; });
  if (index < found_.size()) return found_[index];
  run_end_ = run_first_ = 0;
  return {};
}

void Scout::run(const std::stop_token& stop, std::uint64_t first, std::uint64_t end) {
  for (std::uint64_t segment = first; segment < end && !stop.stop_requested(); ++segment) {
    const auto nothing = look_at(segment);
    if (!nothing) break;
    const std::lock_guard lock(mutex_);
    found_.push_back(*nothing);
    looked_.notify_one();
  }
  const std::lock_guard lock(mutex_);
  running_ = false;
  looked_.notify_one();
}

std::optional<NothingThere> Scout::look_at(std::uint64_t segment) {
  octets_.resize(file_.segment_bytes());
  const auto got = file_.read(segment, 0, octets_);
  if (!got || *got < octets_.size()) return {};
  const Bytes whole(octets_.data(), octets_.size());
  const bool wanted = interest_.in_segment(whole);
  NothingThere nothing;
  SegmentCursor cursor(file_.segment_bytes(), file_.tag());
  cursor.begin(whole, segment);
  for (;;) {
    switch (cursor.next()) {
      case SegmentCursor::Step::header: nothing.first_event = cursor.header().first_event; break;
      case SegmentCursor::Step::block: {
        const Block& block = cursor.block();
        if (block.kind == Block::Kind::statement) return {};
        if (block.kind == Block::Kind::event && tells_of_connections(block.data)) return {};
        if (wanted && interest_.in_block(block)) return {};
        nothing.time = block.time;
        break;
      }
      case SegmentCursor::Step::end: nothing.number_next = cursor.number_next(); return nothing;
      case SegmentCursor::Step::more:
      case SegmentCursor::Step::damaged: return {};
    }
  }
}

}  // namespace parley::record
