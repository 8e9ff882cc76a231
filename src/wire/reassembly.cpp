#include "wire/reassembly.h"

#include <algorithm>

namespace parley::wire {

void Reassembly::begin(std::uint32_t first) {
  begun_ = true;
  first_ = first;
}

std::int64_t Reassembly::place_of(std::uint32_t sequence) const {
  const auto next_low = static_cast<std::uint32_t>(static_cast<std::uint64_t>(next_));
  return next_ + static_cast<std::int32_t>(sequence - first_ - next_low);
}

void Reassembly::add(std::int64_t place, Bytes octets) {
  if (place < next_) {
    const auto old = static_cast<std::uint64_t>(next_ - place);
    if (old >= octets.size()) return;
    octets.remove_prefix(old);
    place = next_;
  }
  if (octets.empty()) return;
  const auto at = waiting_.try_emplace(place).first;
  if (at->second.size() >= octets.size()) return;
  waiting_bytes_ += octets.size() - at->second.size();
  at->second.append(octets.substr(at->second.size()));
}

std::optional<ByteString> Reassembly::take() {
  while (!waiting_.empty() && waiting_.begin()->first <= next_) {
    auto node = waiting_.extract(waiting_.begin());
    ByteString octets = std::move(node.mapped());
    waiting_bytes_ -= octets.size();
    const auto old = static_cast<std::uint64_t>(next_ - node.key());
    if (old >= octets.size()) continue;
    octets.erase(0, old);
    next_ += static_cast<std::int64_t>(octets.size());
    return octets;
  }
  return std::nullopt;
}

std::uint64_t Reassembly::skip_hole(std::int64_t limit) {
  std::int64_t to = limit;
  if (!waiting_.empty()) to = std::min(to, waiting_.begin()->first);
  if (to <= next_) return 0;
  const auto missing = static_cast<std::uint64_t>(to - next_);
  next_ = to;
  return missing;
}

}  // namespace parley::wire
