// Octets a second from counters that are looked at now and then.
//
// Thread rule: one thread.
#pragma once

#include <cstdint>

#include "base/clock.h"

namespace parley::desk::bridge {

/// Smoothed over about a second, so that a number can be read.
class Rate {
 public:
  /// `total` at `now`; never less than before.
  void look(std::uint64_t total, SteadyTime now);
  double per_second() const { return per_second_; }

 private:
  bool begun_ = false;
  std::uint64_t total_ = 0;
  SteadyTime at_{};
  double per_second_ = 0;
};

}  // namespace parley::desk::bridge
