#include "net/sim_wait.h"

#include <cassert>

namespace parley::net {

namespace {

constexpr Interest operator&(Interest a, Interest b) {
  return static_cast<Interest>(static_cast<int>(a) & static_cast<int>(b));
}

}  // namespace

SimWait::~SimWait() {
  if (state_ == State::queued) loop_.forget(waiter_);
}

void SimWait::when(Interest wanted, std::coroutine_handle<> waiter, Interest possible) {
  assert(state_ != State::waiting && "one waiter at a time");
  waiter_ = waiter;
  wanted_ = wanted;
  state_ = State::waiting;
  offer(possible);
}

void SimWait::offer(Interest possible) {
  if (state_ == State::waiting && (possible & wanted_) != Interest::none)
    resume(possible & wanted_);
}

void SimWait::wake() {
  if (state_ == State::waiting) resume(Interest::none);
}

void SimWait::resume(Interest possible) {
  possible_ = possible;
  state_ = State::queued;
  loop_.resume_soon(waiter_);
}

Interest SimWait::take_result() {
  if (state_ == State::queued) state_ = State::idle;
  return possible_;
}

}  // namespace parley::net
