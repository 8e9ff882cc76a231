#include "desk/bridge/rates.h"

#include <algorithm>
#include <chrono>

namespace parley::desk::bridge {

void Rate::look(std::uint64_t total, SteadyTime now) {
  const double passed = std::chrono::duration<double>(now - at_).count();
  if (begun_ && passed <= 0) return;
  if (begun_) {
    const double rate = static_cast<double>(total - total_) / passed;
    per_second_ += (rate - per_second_) * std::min(1.0, passed);
    if (per_second_ < 0.5) per_second_ = 0;
  }
  begun_ = true;
  total_ = total;
  at_ = now;
}

}  // namespace parley::desk::bridge
