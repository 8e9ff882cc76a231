#include "net/epoll.h"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

namespace parley::net {

namespace {

using namespace std::chrono_literals;

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

/// Makes the counter of an eventfd or timerfd 0. False: it was.
bool clear(const Descriptor& counter) {
  std::uint64_t count = 0;
  return ::read(counter.get(), &count, sizeof count) == sizeof count;
}

}  // namespace

EpollLoop::EpollLoop(const Clock& clock, Forks forks)
    : Loop(clock),
      forks_(forks),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      wakeup_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      alarm_(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)) {
  bool usable = epoll_ && wakeup_ && alarm_;
  for (const auto* own : {&wakeup_, &alarm_}) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = nullptr;  // a Watch never is
    usable = usable && epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, own->get(), &event) == 0;
  }
  if (!usable) trouble_ = system_error("wait for the network", errno);
}

EpollLoop::~EpollLoop() = default;

void EpollLoop::interrupt() {
  const std::uint64_t one = 1;
  // Fails only when the counter is already at its end, and then the loop wakes anyway.
  [[maybe_unused]] const auto written = ::write(wakeup_.get(), &one, sizeof one);
}

/// Returns the timeout for epoll_wait: none, or 0 when it is time already. An alarm that is set too
/// early is left: it fires once in vain.
int EpollLoop::set_alarm(std::optional<SteadyTime> until) {
  if (!until) return -1;
  const Duration left = *until - now();
  if (left <= Duration{}) return 0;
  if (alarm_set_ && *alarm_set_ <= *until) return -1;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
  itimerspec when{};
  when.it_value.tv_sec = seconds.count();
  when.it_value.tv_nsec = std::chrono::nanoseconds(left - seconds).count();
  if (timerfd_settime(alarm_.get(), 0, &when, nullptr) != 0) {
    // Without memory for it: the costlier way, this once.
    return static_cast<int>(
        std::chrono::ceil<std::chrono::milliseconds>(std::min<Duration>(left, 1min)).count());
  }
  alarm_set_ = until;
  return -1;
}

void EpollLoop::wait(std::optional<SteadyTime> until) {
  const int count =
      epoll_wait(epoll_.get(), batch_.data(), static_cast<int>(batch_.size()), set_alarm(until));
  assert(count >= 0 || errno == EINTR);
  refresh_time();
  batch_end_ = std::max(count, 0);
  for (batch_next_ = 0; batch_next_ < batch_end_;) {
    const epoll_event event = batch_[static_cast<std::size_t>(batch_next_++)];
    prefetch_next();
    if (event.events == 0) continue;  // its watch is gone
    if (auto* watch = static_cast<Watch*>(event.data.ptr)) {
      watch->on_event(event.events);
    } else {  // one of the two, or both; the loop looks for itself what there is to do
      clear(wakeup_);
      if (clear(alarm_)) alarm_set_.reset();
    }
  }
  batch_end_ = 0;
}

/// With a thousand peers each is a row of cache misses: those of the next ones begin while this one
/// is served.
void EpollLoop::prefetch_next() const {
  if (batch_next_ >= batch_end_) return;
  const auto next = static_cast<std::size_t>(batch_next_);
  if (const auto* watch = static_cast<const Watch*>(batch_[next].data.ptr)) {
    __builtin_prefetch(watch->waiter_.address());
  }
  if (batch_next_ + 1 < batch_end_) __builtin_prefetch(batch_[next + 1].data.ptr);
}

void EpollLoop::drop_from_batch(const Watch* watch) {
  for (int i = batch_next_; i < batch_end_; ++i) {
    auto& event = batch_[static_cast<std::size_t>(i)];
    if (event.data.ptr == watch) event = {};  // nobody is to look at it any more
  }
}

Watch::~Watch() {
  if (state_ == State::queued) loop_.forget(waiter_);
  if (armed_ == not_in_set || armed_ == not_watchable) return;
  loop_.drop_from_batch(this);
  if (closing_ == Closing::leaves_set && loop_.forks_ == Forks::on_loops_thread) return;
  epoll_ctl(loop_.epoll_.get(), EPOLL_CTL_DEL, descriptor_, nullptr);
}

/// False: the system has no memory or no room for it now. It stays as it was.
bool Watch::arm(Interest wanted) {
  epoll_event event{};
  event.events = epoll_bits(wanted);
  event.data.ptr = this;
  const int operation = armed_ == not_in_set ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
  if (epoll_ctl(loop_.epoll_.get(), operation, descriptor_, &event) == 0) {
    armed_ = static_cast<std::uint8_t>(wanted);
    return true;
  }
  assert(errno == EPERM || errno == ENOSPC || errno == ENOMEM);
  if (errno == EPERM) armed_ = not_watchable;
  return false;
}

void Watch::when(Interest wanted, std::coroutine_handle<> waiter) {
  assert(state_ != State::waiting && "one waiter at a time");
  waiter_ = waiter;
  wanted_ = wanted;
  state_ = State::waiting;
  if (wanted == Interest::none) return;
  bool watched = false;
  if (armed_ != not_watchable) {
    watched = armed_ != not_in_set && (static_cast<Interest>(armed_) & wanted) == wanted;
    watched = watched || arm(wanted);
  }
  // Where it could not be armed, whoever waits looks for itself, and the next wait tries again.
  if (!watched) {
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
    (void)arm(state_ == State::waiting ? wanted_ : Interest::none);
  }
}

}  // namespace parley::net
