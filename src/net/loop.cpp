#include "net/loop.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace parley::net {

Loop::Loop(const Clock& clock)
    : clock_(clock), now_(clock.steady()), steady_start_(now_), wall_start_(clock.wall()) {}

Loop::~Loop() {
  assert(timers_.empty() && "a timer outlived its loop");
}

void Loop::refresh_time() {
  now_ = std::max(now_, clock_.steady());
}

void Loop::post(std::function<void()> work) {
  bool first = false;
  {
    const std::lock_guard lock(posted_mutex_);
    first = posted_.empty();
    posted_.push_back(std::move(work));
    anything_posted_ = true;
  }
  // The loop's own thread looks for posted work before it waits: no system call is needed.
  if (first && thread_ != std::this_thread::get_id()) interrupt();
}

void Loop::resume_soon(std::coroutine_handle<> waiter) {
  resumable_.push_back(waiter);
}

void Loop::forget(std::coroutine_handle<> waiter) {
  std::replace(resumable_.begin(), resumable_.end(), waiter, std::coroutine_handle<>{});
}

void Loop::stop() {
  stopping_ = true;
  interrupt();
}

void Loop::run() {
  while (!stopping_)
    turn();
  stopping_ = false;
}

void Loop::run_posted() {
  if (anything_posted_) {
    {
      const std::lock_guard lock(posted_mutex_);
      running_.swap(posted_);
      anything_posted_ = false;
    }
    for (auto& work : running_)
      work();
    running_.clear();  // its memory is used again by the next swap
  }
  // By index: a coroutine that runs here may ask for another, or take one back.
  const std::size_t count = resumable_.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (const auto waiter = std::exchange(resumable_[i], {})) waiter.resume();
  }
  resumable_.erase(resumable_.begin(), resumable_.begin() + static_cast<std::ptrdiff_t>(count));
}

void Loop::fire_timers() {
  while (!timers_.empty() && timers_.begin()->first <= now_) {
    Timer* due = timers_.begin()->second;
    due->disarm();
    const auto action = due->action_;  // a copy: the action may destroy its timer
    action();
  }
}

void Loop::turn(std::optional<SteadyTime> limit) {
  thread_ = std::this_thread::get_id();
  run_posted();
  fire_timers();
  std::optional<SteadyTime> until = limit;
  if (!timers_.empty() && (!until || timers_.begin()->first < *until)) {
    until = timers_.begin()->first;
  }
  if (!resumable_.empty() || anything_posted_) until = now_;
  if (stopping_) return;
  wait(until);
}

Timer::Timer(Loop& loop, std::function<void()> action) : loop_(loop), action_(std::move(action)) {}

Timer::~Timer() {
  disarm();
}

void Timer::arm(SteadyTime when) {
  disarm();
  place_ = loop_.timers_.emplace(when, this);
  armed_ = true;
}

void Timer::disarm() {
  if (!armed_) return;
  loop_.timers_.erase(place_);
  armed_ = false;
}

}  // namespace parley::net
