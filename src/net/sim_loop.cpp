#include "net/sim_loop.h"

#include <algorithm>
#include <cassert>

namespace parley::net {

namespace {

/// Code that asks anew without waiting in between would use all of a real processor. Nothing
/// sensible needs as many turns at one instant.
constexpr unsigned turns_at_one_time_max = 1'000'000;

}  // namespace

void SimClock::jump_to(SteadyTime when) {
  if (when <= steady_) return;
  wall_ += when - steady_;
  steady_ = when;
}

void SimLoop::wait(std::optional<SteadyTime> until) {
  idle_ = !until;
  if (idle_) {
    if (!deadline_) stop();  // `run` would turn for ever
    return;
  }
  if (reached_ && (*reached_)()) return;
  more_ = !deadline_ || *until <= *deadline_;
  const SteadyTime next = more_ ? *until : *deadline_;
  turns_at_this_time_ = next > now() ? 0 : turns_at_this_time_ + 1;
  assert(turns_at_this_time_ < turns_at_one_time_max && "something spins: time stands still");
  clock_.jump_to(next);
  refresh_time();
}

/// False when nothing is left until the deadline, when it is reached, or when somebody stopped the
/// loop.
bool SimLoop::one_turn(SteadyTime deadline, const std::function<bool()>& reached) {
  deadline_ = deadline;
  reached_ = reached ? &reached : nullptr;
  more_ = false;
  turn();
  deadline_.reset();
  reached_ = nullptr;
  return more_;
}

bool SimLoop::run_until_idle(Duration most) {
  const SteadyTime deadline = now() + most;
  while (one_turn(deadline, {})) {
  }
  return idle_;
}

bool SimLoop::run_until(const std::function<bool()>& reached, Duration most) {
  const SteadyTime deadline = now() + most;
  bool more = true;
  while (!reached() && more)
    more = one_turn(deadline, reached);
  return reached();
}

void SimLoop::run_for(Duration duration) {
  const SteadyTime deadline = now() + duration;
  while (one_turn(deadline, {})) {
  }
  clock_.jump_to(deadline);
  refresh_time();
}

}  // namespace parley::net
