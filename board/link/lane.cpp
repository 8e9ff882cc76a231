#include "board/link/lane.h"

#include <algorithm>
#include <cassert>

#include "board/link/fault_bandwidth.h"
#include "board/link/fault_corrupt.h"
#include "board/link/fault_delay.h"
#include "board/link/fault_down.h"
#include "board/link/fault_duplicate.h"
#include "board/link/fault_jitter.h"
#include "board/link/fault_loss.h"
#include "board/link/fault_reorder.h"
#include "board/link/message.h"

namespace parley::board::link {

namespace {

bool has_checksum(std::span<const std::uint8_t> frame) {
  return frame[12] == 0x08 && frame[13] == 0x00;  // IPv4
}

}  // namespace

/// In the order in which a real link has them: the queue in front of the radio, then the air.
void Lane::meet(Passage& passage) {
  meet_down(passage, settings_.down);
  meet_bandwidth(passage, settings_.bandwidth, busy_until_);
  const SteadyTime earliest = passage.due;
  meet_delay(passage, settings_.delay);
  meet_loss(passage, settings_.loss, random_);
  meet_duplicate(passage, settings_.duplicate, random_);
  meet_corrupt(passage, settings_.corrupt, random_);
  meet_jitter(passage, settings_.jitter, earliest, random_);
  passage.due = std::max(passage.due, due_last_);
  meet_reorder(passage, settings_.reorder, random_);
}

void Lane::count(const Passage& passage) {
  if (passage.corrupted) ++counters_.corrupted;
  if (passage.lost) {
    ++counters_.lost;
    return;
  }
  if (passage.copied) ++counters_.duplicated;
  if (passage.held_back) ++counters_.reordered;
}

Lane::Fate Lane::enter(SteadyTime now, std::span<const std::uint8_t> frame, std::uint8_t tag) {
  assert(frame.size() >= frame_bytes_min);
  ++counters_.entered;
  const SteadyTime busy_before = busy_until_;
  Passage passage{.due = now, .bytes = frame.size()};
  meet(passage);
  if (passage.corrupted && !has_checksum(frame)) passage.lost = true;
  const std::size_t count_wanted = passage.copied ? 2 : 1;
  if (!passage.lost && (queue_.size() + count_wanted > lane_frames_max ||
                        queue_bytes_ + count_wanted * frame.size() > lane_bytes_max)) {
    busy_until_ = busy_before;  // it never reached the radio
    ++counters_.overflowed;
    return Fate::overflow;
  }
  count(passage);
  if (passage.lost) return Fate::lost;
  if (!passage.held_back) due_last_ = passage.due;
  const bool first = queue_.empty() || queue_.begin()->first > now;
  if (passage.due == now && first && !passage.copied && !passage.corrupted) return Fate::passes;

  Arrived kept{{frame.begin(), frame.end()}, tag};
  if (passage.corrupted) {
    kept.frame[frame_bytes_min + passage.corrupted_bit / 8] ^=
        static_cast<std::uint8_t>(1u << (passage.corrupted_bit % 8));
  }
  if (passage.copied) keep(passage.due, kept);
  keep(passage.due, std::move(kept));
  return Fate::waits;
}

void Lane::keep(SteadyTime due, Arrived arrived) {
  queue_bytes_ += arrived.frame.size();
  queue_.emplace(due, std::move(arrived));
}

std::optional<SteadyTime> Lane::due() const {
  if (queue_.empty()) return std::nullopt;
  return queue_.begin()->first;
}

bool Lane::take(SteadyTime now, Arrived& into) {
  if (queue_.empty() || queue_.begin()->first > now) return false;
  into = std::move(queue_.begin()->second);
  queue_.erase(queue_.begin());
  queue_bytes_ -= into.frame.size();
  return true;
}

void Lane::clear() {
  queue_.clear();
  queue_bytes_ = 0;
}

}  // namespace parley::board::link
