// How long to wait before the next attempt.
#pragma once

#include <algorithm>
#include <random>

#include "base/limits.h"

namespace parley::talk {

/// Doubles from `retry_delay_first` to `retry_delay_max`, and takes a random part between half and
/// all of it, so that many clients of one server do not come back in step.
class Backoff {
 public:
  explicit Backoff(std::mt19937_64& random) : random_(random) {}

  Duration next() {
    const Duration whole = delay_;
    delay_ = std::min<Duration>(delay_ * 2, limits::retry_delay_max);
    const auto half = static_cast<std::uint64_t>(whole.count() / 2);
    return Duration{static_cast<Duration::rep>(half + random_() % (half + 1))};
  }

  /// After a success.
  void reset() { delay_ = limits::retry_delay_first; }

 private:
  std::mt19937_64& random_;
  Duration delay_ = limits::retry_delay_first;
};

}  // namespace parley::talk
