// Time as sketches know it, and the calls that let the rest of the board run.
//
// `unsigned long` is 64 bits here and 32 on the chip. millis() and micros() count modulo 2^32 on
// both, so `millis() - start` is right until millis has wrapped (49 days); micros() wraps after 71
// minutes, and there a difference kept in an unsigned long goes wrong, where the chip's would not.
// uint32_t is right on both.
//
// Thread rule: the board's one thread. What waits must not be called from a Ticker's callback.
#pragma once

#include <stdint.h>
#include <type_traits>

unsigned long millis();  // since the board began
unsigned long micros();
uint64_t micros64();  // does not wrap

/// Waits; everything else of the board runs meanwhile. delay(0) is yield().
void delay(unsigned long milliseconds);

/// Waits, and nothing else runs.
void delayMicroseconds(unsigned int microseconds);

/// Lets everything else run once.
extern "C" void yield();
extern "C" void esp_yield();

/// The same, when the last time was longer ago than that.
void optimistic_yield(uint32_t interval_us);

/// Waits as long as `is_blocked` says so, `milliseconds` at most, asking it each `interval_ms` at
/// least.
template <typename Blocked>
  requires std::is_invocable_r_v<bool, Blocked>
void esp_delay(uint32_t milliseconds, Blocked&& is_blocked, uint32_t interval_ms) {
  const uint64_t end = micros64() + uint64_t{milliseconds} * 1000;
  while (is_blocked()) {
    const uint64_t now = micros64();
    if (now >= end) return;
    const uint64_t rest_ms = (end - now + 999) / 1000;
    delay(rest_ms < interval_ms ? rest_ms : interval_ms);
  }
}
