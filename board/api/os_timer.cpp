// The SDK's timers (user_interface.h), on lwIP's.
#include <lwip/timeouts.h>

#include "board/api/user_interface.h"
#include "board/api/wiring_time.h"
#include "board/stack/port.h"
#include "board/stack/pump.h"

namespace port = parley::board::port;
namespace stack = parley::board::stack;

namespace {

constexpr uint64_t us_per_ms = 1000;

void expired(void* context);

void wait_for(os_timer_t* timer) {
  const uint64_t now = port::micros();
  const uint64_t wait = timer->due_us > now ? timer->due_us - now : 0;
  sys_timeout(static_cast<uint32_t>((wait + us_per_ms - 1) / us_per_ms), expired, timer);
}

void expired(void* context) {
  auto* timer = static_cast<os_timer_t*>(context);
  // Before the callback, which may disarm the timer or free its memory.
  if (timer->period_ms > 0) {
    const uint64_t period = timer->period_ms * us_per_ms;
    const uint64_t now = port::micros();
    timer->due_us += period;
    if (timer->due_us <= now) timer->due_us += (now - timer->due_us) / period * period + period;
    wait_for(timer);
  }
  const stack::NoPump guard("an os_timer's callback");
  if (timer->function != nullptr) timer->function(timer->argument);
}

}  // namespace

void os_timer_setfn(os_timer_t* timer, os_timer_func_t* function, void* argument) {
  os_timer_disarm(timer);
  timer->function = function;
  timer->argument = argument;
}

void os_timer_arm(os_timer_t* timer, uint32_t milliseconds, bool repeat) {
  os_timer_disarm(timer);
  if (milliseconds == 0) milliseconds = 1;
  timer->period_ms = repeat ? milliseconds : 0;
  timer->due_us = port::micros() + milliseconds * us_per_ms;
  wait_for(timer);
}

// The memory may never have been a timer: only its address counts.
void os_timer_disarm(os_timer_t* timer) {
  sys_untimeout(expired, timer);
}

void os_delay_us(uint16_t microseconds) {
  delayMicroseconds(microseconds);
}
