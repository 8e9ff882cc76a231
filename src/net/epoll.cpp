#include "net/epoll.h"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <sys/eventfd.h>

namespace parley::net {

namespace {

constexpr Interest operator&(Interest a, Interest b) {
  return static_cast<Interest>(static_cast<int>(a) & static_cast<int>(b));
}

std::uint32_t epoll_bits(Interest wanted) {
  return (has(wanted, Interest::read) ? std::uint32_t{EPOLLIN} : 0u) |
         (has(wanted, Interest::write) ? std::uint32_t{EPOLLOUT} : 0u);
}

Interest interest_of(std::uint32_t events) {
  if (events & (EPOLLERR | EPOLLHUP)) return Interest::both;
  return (events & EPOLLIN ? Interest::read : Interest::none) |
         (events & EPOLLOUT ? Interest::write : Interest::none);
}

int timeout_ms(SteadyTime now, std::optional<SteadyTime> until) {
  if (!until) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*until - now).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

}  // namespace

EpollLoop::EpollLoop(const Clock& clock)
    : Loop(clock),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      wakeup_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  assert(epoll_ && wakeup_ && "a process that cannot open two descriptors cannot start");
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = nullptr;  // a Watch never is
  [[maybe_unused]] const int added = epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, wakeup_.get(), &event);
  assert(added == 0);
}

EpollLoop::~EpollLoop() = default;

void EpollLoop::interrupt() {
  const std::uint64_t one = 1;
  // Fails only when the counter is already at its end, and then the loop wakes anyway.
  [[maybe_unused]] const auto written = ::write(wakeup_.get(), &one, sizeof one);
}

void EpollLoop::wait(std::optional<SteadyTime> until) {
  const int count = epoll_wait(epoll_.get(), batch_.data(), static_cast<int>(batch_.size()),
                               timeout_ms(now(), until));
  assert(count >= 0 || errno == EINTR);
  refresh_time();
  batch_end_ = std::max(count, 0);
  for (batch_next_ = 0; batch_next_ < batch_end_;) {
    const epoll_event event = batch_[static_cast<std::size_t>(batch_next_++)];
    if (event.events == 0) continue;  // its watch is gone
    if (auto* watch = static_cast<Watch*>(event.data.ptr)) {
      watch->on_event(event.events);
    } else {
      std::uint64_t counter = 0;
      [[maybe_unused]] const auto taken = ::read(wakeup_.get(), &counter, sizeof counter);
    }
  }
  batch_end_ = 0;
}

void EpollLoop::drop_from_batch(const Watch* watch) {
  for (int i = batch_next_; i < batch_end_; ++i) {
    auto& event = batch_[static_cast<std::size_t>(i)];
    if (event.data.ptr == watch) event.events = 0;
  }
}

Watch::~Watch() {
  if (state_ == State::queued) loop_.forget(waiter_);
  if (armed_ == not_in_set || armed_ == not_watchable) return;
  loop_.drop_from_batch(this);
  epoll_ctl(loop_.epoll_.get(), EPOLL_CTL_DEL, descriptor_, nullptr);
}

void Watch::arm(Interest wanted) {
  epoll_event event{};
  event.events = epoll_bits(wanted);
  event.data.ptr = this;
  const int operation = armed_ == not_in_set ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
  if (epoll_ctl(loop_.epoll_.get(), operation, descriptor_, &event) == 0) {
    armed_ = static_cast<std::uint8_t>(wanted);
  } else {
    assert(errno == EPERM || errno == ENOSPC || errno == ENOMEM);
    armed_ = not_watchable;
  }
}

void Watch::when(Interest wanted, std::coroutine_handle<> waiter) {
  assert(state_ != State::waiting && "one waiter at a time");
  waiter_ = waiter;
  wanted_ = wanted;
  state_ = State::waiting;
  if (wanted == Interest::none) return;
  if (armed_ != not_watchable) {
    const bool armed_already =
        armed_ != not_in_set && (static_cast<Interest>(armed_) & wanted) == wanted;
    if (!armed_already) arm(wanted);
  }
  if (armed_ == not_watchable) {
    possible_ = wanted;
    state_ = State::queued;
    loop_.resume_soon(waiter_);
  }
}

void Watch::wake() {
  if (state_ != State::waiting) return;
  possible_ = Interest::none;
  state_ = State::queued;
  loop_.resume_soon(waiter_);
}

void Watch::on_event(std::uint32_t events) {
  const Interest possible = interest_of(events);
  if (state_ == State::waiting && (possible & wanted_) != Interest::none) {
    possible_ = possible & wanted_;
    state_ = State::idle;
    waiter_.resume();
    return;
  }
  if (state_ == State::queued) return;
  // Nobody wants this now. An error or a hang-up cannot be masked, only taken out of the set.
  if (events & (EPOLLERR | EPOLLHUP)) {
    epoll_ctl(loop_.epoll_.get(), EPOLL_CTL_DEL, descriptor_, nullptr);
    armed_ = not_in_set;
  } else {
    arm(state_ == State::waiting ? wanted_ : Interest::none);
  }
}

}  // namespace parley::net
