#include "talk/hub.h"

#include <fmt/format.h>
#include <mutex>

#include "base/limits.h"

namespace parley::talk {

struct Hub::Wakeups {
  std::mutex mutex;
  Hub* hub = nullptr;  // null: the hub is gone
};

Hub::Hub(net::Loop& loop, std::function<void()> resumed)
    : loop_(loop), resumed_(std::move(resumed)), wakeups_(std::make_shared<Wakeups>()) {
  wakeups_->hub = this;
}

Hub::~Hub() {
  const std::lock_guard lock(wakeups_->mutex);
  wakeups_->hub = nullptr;
}

void Hub::add_sink(event::Sink& sink) {
  const std::size_t index = listeners_.size();
  listeners_.push_back({&sink, false, {}});
  sink.on_drained([wakeups = wakeups_, index] {
    const std::lock_guard lock(wakeups->mutex);
    if (!wakeups->hub) return;
    wakeups->hub->loop_.post([wakeups, index] {
      // The hub dies on this thread, so it cannot go away between the look and the call.
      if (Hub* hub = wakeups->hub) hub->drained(index);
    });
  });
}

void Hub::emit(event::Event& event) {
  event.number = ++number_;
  event.time = loop_.wall();
  for (auto& listener : listeners_) {
    const bool full = listener.sink->offer(event) == event::Room::full;
    if (full && !listener.full) {
      listener.full = true;
      listener.full_since = loop_.now();
      ++paused_;
    }
  }
}

void Hub::note(std::string_view reason) {
  event::Event event;
  event.kind = event::Kind::noted;
  event.reason = reason;
  emit(event);
}

void Hub::drained(std::size_t index) {
  Listener& listener = listeners_[index];
  if (!listener.full) return;
  listener.full = false;
  --paused_;
  const auto length = loop_.now() - listener.full_since;
  if (length > limits::pause_silent_max) {
    note(fmt::format("reading paused for {} ms: {} was full",
                     std::chrono::ceil<std::chrono::milliseconds>(length).count(),
                     listener.sink->name()));
  }
  if (!paused()) resumed_();
}

}  // namespace parley::talk
