#include "board/api/wiring_time.h"

#include "board/stack/port.h"
#include "board/stack/pump.h"

namespace port = parley::board::port;
namespace stack = parley::board::stack;

namespace {

constexpr uint64_t us_per_ms = 1000;

}  // namespace

unsigned long millis() {
  return static_cast<uint32_t>(port::micros() / us_per_ms);
}

unsigned long micros() {
  return static_cast<uint32_t>(port::micros());
}

uint64_t micros64() {
  return port::micros();
}

void delay(unsigned long milliseconds) {
  if (milliseconds == 0) return yield();
  // The chip's argument has 32 bits.
  const uint64_t wait = static_cast<uint32_t>(milliseconds);
  stack::pump_until(port::micros() + wait * us_per_ms, nullptr, nullptr);
}

void delayMicroseconds(unsigned int microseconds) {
  const uint64_t end = port::micros() + microseconds;
  // A frame or an octet that waits makes idling return at once, for a short time that nobody
  // notices.
  while (port::micros() < end)
    port::idle(end);
}

void yield() {
  stack::pump();
}

void esp_yield() {
  stack::pump();
}

void optimistic_yield(uint32_t interval_us) {
  stack::yield_point(interval_us);
}
