// Timeouts that a sketch asks instead of computing with millis() itself:
//
//   esp8266::polledTimeout::periodicMs every_second(1000);
//   if (every_second) ...
//
// A one-shot timeout stays expired until it is reset; a periodic one is expired once for each
// period, and periods that nobody asked in count as one. On the chip the "Fast" ones count CPU
// cycles and overflow; here all count microseconds that do not.
//
// Thread rule: the board's one thread.
#pragma once

#include <stdint.h>

#include "board/api/wiring_time.h"

namespace esp8266::polledTimeout {

namespace YieldPolicy {

struct DoNothing {
  static void execute() {}
};

/// Waits that long each time that it is asked in vain.
template <unsigned long delay_ms>
struct YieldOrDelayMs {
  static void execute() { delay(delay_ms); }
};

using YieldOrSkip = YieldOrDelayMs<0>;

}  // namespace YieldPolicy

namespace TimePolicy {

/// How many microseconds are `numerator` / `denominator` of a unit of the timeout.
template <uint32_t numerator, uint32_t denominator>
struct Unit {
  static constexpr uint64_t to_us(uint64_t units) {
    return (units * numerator + denominator - 1) / denominator;
  }
  static constexpr uint64_t from_us(uint64_t microseconds) {
    return microseconds * denominator / numerator;
  }
};

using Milliseconds = Unit<1000, 1>;
using Microseconds = Unit<1, 1>;
using Nanoseconds = Unit<1, 1000>;

}  // namespace TimePolicy

template <bool periodic, typename Yield = YieldPolicy::DoNothing,
          typename Unit = TimePolicy::Milliseconds>
class timeoutTemplate {
 public:
  using timeType = uint32_t;

  static constexpr timeType alwaysExpired = 0;
  static constexpr timeType neverExpires = UINT32_MAX;
  static constexpr timeType timeMax() { return neverExpires - 1; }

  explicit timeoutTemplate(timeType timeout) { reset(timeout); }

  bool expired() {
    const bool is_expired = check();
    if (!is_expired) Yield::execute();
    return is_expired;
  }
  operator bool() { return expired(); }

  bool canExpire() const { return timeout_ != neverExpires; }
  bool canWait() const { return timeout_ != alwaysExpired; }

  void reset() {
    start_ = micros64();
    expired_ = false;
  }
  void reset(timeType timeout) {
    timeout_ = timeout;
    reset();
  }
  void resetToNeverExpires() { timeout_ = neverExpires; }
  void resetAndSetExpired() {
    reset();
    expired_ = true;
  }
  void stop() { resetToNeverExpires(); }

  timeType getTimeout() const { return timeout_; }

  /// Until it expires; 0 when it has.
  timeType remaining() const {
    if (!canExpire()) return neverExpires;
    const uint64_t passed = micros64() - start_;
    const uint64_t all = Unit::to_us(timeout_);
    return passed >= all ? 0 : static_cast<timeType>(Unit::from_us(all - passed));
  }

 private:
  bool check() {
    if (expired_ && !periodic) return true;
    if (expired_) {
      expired_ = false;
      return true;
    }
    if (!canExpire()) return false;
    if (!canWait()) return true;
    const uint64_t period = Unit::to_us(timeout_);
    const uint64_t passed = micros64() - start_;
    if (passed < period) return false;
    if (periodic) {
      start_ += passed / period * period;
    } else {
      expired_ = true;
    }
    return true;
  }

  timeType timeout_ = neverExpires;
  uint64_t start_ = 0;  // micros64
  bool expired_ = false;
};

using oneShotMs = timeoutTemplate<false>;
using periodicMs = timeoutTemplate<true>;
using oneShot = oneShotMs;
using periodic = periodicMs;
using oneShotFastMs = timeoutTemplate<false>;
using periodicFastMs = timeoutTemplate<true>;
using oneShotFastUs = timeoutTemplate<false, YieldPolicy::DoNothing, TimePolicy::Microseconds>;
using periodicFastUs = timeoutTemplate<true, YieldPolicy::DoNothing, TimePolicy::Microseconds>;
using oneShotFastNs = timeoutTemplate<false, YieldPolicy::DoNothing, TimePolicy::Nanoseconds>;
using periodicFastNs = timeoutTemplate<true, YieldPolicy::DoNothing, TimePolicy::Nanoseconds>;

}  // namespace esp8266::polledTimeout
