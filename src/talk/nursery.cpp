#include "talk/nursery.h"

namespace parley::talk {

void Nursery::spawn(net::Task<> work) {
  const auto place = tasks_.emplace(tasks_.end());
  *place = run(std::move(work), place);
  place->start();
}

net::Task<> Nursery::run(net::Task<> work, Tasks::iterator place) {
  co_await work;
  if (finished_.empty()) {
    loop_.post([this, alive = std::weak_ptr<bool>(alive_)] {
      if (!alive.expired()) reap();
    });
  }
  finished_.push_back(place);
}

void Nursery::reap() {
  // Moved out first: destroying a task may finish another.
  const auto finished = std::exchange(finished_, {});
  for (const auto place : finished)
    tasks_.erase(place);
}

}  // namespace parley::talk
