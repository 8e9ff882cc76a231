#include "talk/outbox.h"

#include <algorithm>
#include <cassert>

namespace parley::talk {

std::size_t Budget::grant(std::size_t wanted, std::size_t queued, bool stalled) const {
  const auto room = [](std::size_t most, std::size_t used) {
    return most > used ? most - used : 0;
  };
  const std::size_t guaranteed = room(limits::send_queue_bytes_guaranteed, queued);
  const std::size_t own = room(limits::send_queue_bytes_max, queued);
  const bool scarce = stalled && bytes_ > bytes_max_ / 4 * 3;
  const std::size_t shared = scarce ? 0 : room(bytes_max_, bytes_);
  return std::min({wanted, own, std::max(guaranteed, shared)});
}

bool Outbox::push(Bytes bytes, SteadyTime now) {
  const bool stalled = now - moved_ > std::chrono::seconds{1};
  if (budget_.grant(bytes.size(), size(), stalled) < bytes.size()) return false;
  push_rest(bytes);
  return true;
}

void Outbox::push_rest(Bytes bytes) {
  // Moving the rest to the front only when most is taken keeps the copying linear.
  if (taken_ > bytes_.size() / 2) {
    bytes_.erase(0, taken_);
    taken_ = 0;
  }
  bytes_.append(bytes);
  budget_.add(bytes.size());
}

void Outbox::pop(std::size_t count, SteadyTime now) {
  assert(count <= size());
  taken_ += count;
  budget_.remove(count);
  if (count > 0) moved_ = now;
}

}  // namespace parley::talk
