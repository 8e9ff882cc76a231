#include "net/sim_pipe.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace parley::net {

std::size_t SimPipe::room(std::size_t buffer_bytes) const {
  const std::size_t held = unsent_bytes() + (sent_.bytes - acknowledged_.bytes);
  return held < buffer_bytes ? buffer_bytes - held : 0;
}

std::size_t SimPipe::push(Bytes bytes, std::size_t buffer_bytes) {
  const Bytes taken = bytes.substr(0, room(buffer_bytes));
  unsent_.append(taken);
  return taken.size();
}

std::size_t SimPipe::sendable(std::size_t window_bytes) const {
  const std::size_t taken = flying_bytes_ + readable_bytes_;
  return taken < window_bytes ? std::min(unsent_bytes(), window_bytes - taken) : 0;
}

const SimPipe::Segment& SimPipe::send(std::size_t count, SteadyTime now) {
  assert(count > 0 && count <= unsent_bytes());
  flying_.push_back({unsent_.substr(unsent_begin_, count), false, now});
  flying_bytes_ += count;
  ++sent_.segments;
  sent_.bytes += count;
  unsent_begin_ += count;
  if (unsent_begin_ * 2 > unsent_.size()) {
    unsent_.erase(0, std::exchange(unsent_begin_, 0));
  }
  return flying_.back();
}

const SimPipe::Segment& SimPipe::send_fin(SteadyTime now) {
  assert(fin_sendable());
  fin_sent_ = true;
  ++sent_.segments;
  flying_.push_back({{}, true, now});
  return flying_.back();
}

void SimPipe::acknowledge(const Progress& arrived) {
  acknowledged_.segments = std::max(acknowledged_.segments, arrived.segments);
  acknowledged_.bytes = std::max(acknowledged_.bytes, arrived.bytes);
}

void SimPipe::arrive() {
  assert(!flying_.empty());
  Segment segment = std::move(flying_.front());
  flying_.pop_front();
  ++arrived_.segments;
  arrived_.bytes += segment.bytes.size();
  flying_bytes_ -= segment.bytes.size();
  readable_bytes_ += segment.bytes.size();
  if (segment.fin) {
    fin_arrived_ = true;
  } else {
    readable_.push_back(std::move(segment.bytes));
  }
}

std::size_t SimPipe::read(std::span<char> into, const std::function<bool()>& go_on) {
  std::size_t total = 0;
  while (total < into.size() && !readable_.empty()) {
    const Bytes front = Bytes(readable_.front()).substr(readable_begin_);
    const std::size_t count = std::min(front.size(), into.size() - total);
    front.copy(into.data() + total, count);
    total += count;
    readable_begin_ += count;
    if (count < front.size()) break;
    readable_.pop_front();
    readable_begin_ = 0;
    if (readable_.empty() || !go_on()) break;
  }
  readable_bytes_ -= total;
  return total;
}

void SimPipe::drop() {
  unsent_.clear();
  unsent_begin_ = 0;
  finish_wanted_ = true;
  fin_sent_ = true;
  flying_.clear();
  flying_bytes_ = 0;
  ++epoch_;
}

}  // namespace parley::net
