#include "cli/playback.h"

#include <utility>

namespace parley::cli {

Playback::Playback(net::Loop& loop, event::Source& source, event::Sink& sink, bool follow,
                   Ended ended)
    : loop_(loop),
      source_(source),
      sink_(sink),
      follow_(follow),
      ended_(std::move(ended)),
      timer_(loop, [this] { read_on(); }) {
  // The call may come from the writer's thread after this object is gone, as long as the loop runs.
  sink_.on_drained([&loop, self = std::weak_ptr<Playback*>(self_)] {
    loop.post([self] {
      const auto playback = self.lock();
      if (playback && std::exchange((*playback)->waiting_, false)) (*playback)->read_on();
    });
  });
  read_on_next_turn();
}

/// Posted: a timer that is due again at once would be fired in this same turn.
void Playback::read_on_next_turn() {
  loop_.post([self = std::weak_ptr<Playback*>(self_)] {
    if (const auto playback = self.lock()) (*playback)->read_on();
  });
}

void Playback::read_on() {
  for (int i = 0; i < events_per_turn_max; ++i) {
    const auto next = source_.next();
    if (!next) return end(next.error());
    if (*next == nullptr) {
      if (!follow_) return end(std::nullopt);
      return timer_.arm(loop_.now() + follow_interval);
    }
    if (sink_.offer(**next) == event::Room::full) {
      waiting_ = true;
      return;
    }
  }
  read_on_next_turn();
}

void Playback::end(const std::optional<Error>& error) {
  const Ended ended = std::exchange(ended_, {});
  if (ended) ended(error);
}

}  // namespace parley::cli
