#include "board/host/watchdog.h"

#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include "board/host/faults.h"
#include "board/host/life.h"
#include "board/host/waiting.h"
#include "board/host/words.h"
#include "board/stack/port.h"

namespace parley::board::host {

namespace {

constexpr long tick_us = 400'000;
constexpr int soft_ticks = 8;       // 3.2 s
constexpr int hardware_ticks = 21;  // 8.4 s: the one that a sketch cannot switch off

constinit volatile sig_atomic_t ticks = 0;
constinit volatile sig_atomic_t soft = 1;

[[noreturn]] void bite(bool is_soft) {
  print(is_soft ? "\r\n\r\nSoft WDT reset\r\n\r\n" : "\r\n\r\nHardware WDT reset\r\n\r\n");
  Words words;
  words << "the sketch did not yield (delay, yield, the end of loop) for "
        << (is_soft ? "3.2 s" : "8.4 s") << " of processor time: the "
        << (is_soft ? "soft" : "hardware") << " watchdog resets the board";
  say(words);
  say_where(Caller::handler);
  port::restart(is_soft ? port::ResetReason::soft_watchdog : port::ResetReason::hardware_watchdog);
}

void on_tick(int /*signal*/) {
  ticks = ticks + 1;
  // Who wants to end it need not wait for the watchdog.
  if (asked_to_quit() && ticks > 1) {
    say(Words() << "ended while the sketch did not yield");
    _exit(0);
  }
  bool is_soft = soft != 0;
  if (ticks >= (is_soft ? soft_ticks : hardware_ticks)) bite(is_soft);
}

}  // namespace

void watchdog_begin() {
  struct sigaction action = {};
  action.sa_handler = on_tick;
  action.sa_flags = SA_RESTART | SA_ONSTACK;
  sigaction(SIGPROF, &action, nullptr);
  itimerval every = {{0, tick_us}, {0, tick_us}};
  setitimer(ITIMER_PROF, &every, nullptr);
}

}  // namespace parley::board::host

namespace parley::board::port {

void feed_watchdog() {
  host::ticks = 0;
}

void watchdog_enabled(bool enabled) {
  host::soft = enabled ? 1 : 0;
  host::ticks = 0;
}

}  // namespace parley::board::port
