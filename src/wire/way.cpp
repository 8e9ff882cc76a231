#include "wire/way.h"

#include <algorithm>

namespace parley::wire {

void Way::begin(std::uint32_t first_octet) {
  begun_ = true;
  first_ = first_octet;
}

std::int64_t Way::place_of(std::uint32_t sequence) const {
  const auto next_low = static_cast<std::uint32_t>(static_cast<std::uint64_t>(next_));
  return next_ + static_cast<std::int32_t>(sequence - first_ - next_low);
}

void Way::add_hole(std::int64_t begin, std::int64_t end, WallTime time) {
  if (holes_.size() == holes_max) holes_.erase(holes_.begin());
  holes_.push_back({begin, end, time});
}

/// How long what is between the two was missing; nothing when it was not.
std::optional<Duration> Way::fill_hole(std::int64_t begin, std::int64_t end, WallTime time) {
  std::optional<Duration> age;
  std::vector<Sent> left;
  for (const auto& hole : holes_) {
    if (hole.end <= begin || hole.begin >= end) {
      left.push_back(hole);
      continue;
    }
    age = time - hole.time;
    if (hole.begin < begin) left.push_back({hole.begin, begin, hole.time});
    if (hole.end > end) left.push_back({end, hole.end, hole.time});
  }
  holes_ = std::move(left);
  if (holes_.size() > holes_max) holes_.resize(holes_max);
  return age;
}

void Way::note_sent(const Sent& sent) {
  if (sent_.size() == sent_max) sent_.pop_front();
  sent_.push_back(sent);
}

/// Newest first: the last time that it was sent is what counts.
void Way::repeat(Passed& passed, const Sent& again) {
  passed.repeated = true;
  passed.acknowledged = again.end <= acknowledged_;
  for (auto at = sent_.rbegin(); at != sent_.rend(); ++at) {
    if (at->begin > again.begin || at->end <= again.begin) continue;
    passed.age = again.time - at->time;
    passed.first_lost = at->lost;
    at->time = again.time;
    at->lost = again.lost;
    return;
  }
}

Way::Passed Way::pass(std::int64_t place, std::uint32_t bytes, WallTime time, bool lost) {
  const Sent sent{place, place + bytes, time, lost};
  Passed passed;
  if (sent.end <= next_) {
    passed.age = fill_hole(sent.begin, sent.end, time);
    passed.fills = passed.age.has_value();
    if (passed.fills) {
      note_sent(sent);
    } else {
      repeat(passed, sent);
    }
    return passed;
  }
  if (place > next_) {
    passed.missing = static_cast<std::uint64_t>(place - next_);
    add_hole(next_, place, time);
  }
  next_ = sent.end;
  note_sent(sent);
  return passed;
}

Way::Heard Way::hear(std::int64_t place, WallTime time) {
  Heard heard;
  const std::int64_t most = end_ ? std::max(next_, *end_ + 1) : next_;
  if (place > most) {
    heard.unseen = static_cast<std::uint64_t>(place - next_);
    add_hole(next_, place, time);
    next_ = place;
  }
  if (place <= acknowledged_) return heard;
  heard.news = true;
  acknowledged_ = place;
  std::optional<Sent> newest;
  std::erase_if(sent_, [&](const Sent& sent) {
    if (sent.end > place) return false;
    if (!newest || sent.end > newest->end) newest = sent;
    return true;
  });
  if (newest) {
    heard.age = time - newest->time;
    heard.newest_bytes = static_cast<std::uint32_t>(newest->end - newest->begin);
  }
  return heard;
}

}  // namespace parley::wire
