#include "board/host/waiting.h"

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "board/host/air.h"
#include "board/host/serial.h"
#include "board/host/words.h"
#include "board/stack/port.h"

namespace parley::board::host {

namespace {

constexpr uint64_t us_per_s = 1'000'000;
constexpr uint64_t ns_per_us = 1000;

constinit volatile sig_atomic_t quit = 0;
constinit bool quit_seen = false;  // by the pump: from then on waiting is waiting again
constinit int quit_event = -1;

uint64_t monotonic_us() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * us_per_s +
         static_cast<uint64_t>(now.tv_nsec) / ns_per_us;
}

}  // namespace

void waiting_begin() {
  quit_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (quit_event >= 0) return;
  say(Words() << "eventfd(2) failed: no descriptor left");
  _exit(1);
}

void ask_to_quit() {
  quit = 1;
  // Wakes a wait that is just beginning; a flag alone would come too late for it.
  constexpr uint64_t one = 1;
  [[maybe_unused]] ssize_t written = write(quit_event, &one, sizeof one);
}

bool asked_to_quit() {
  return quit != 0;
}

}  // namespace parley::board::host

namespace parley::board::port {

uint64_t micros() {
  static const uint64_t start = host::monotonic_us();
  return host::monotonic_us() - start;
}

bool quit_wanted() {
  if (host::quit != 0) host::quit_seen = true;
  return host::quit_seen;
}

void idle(uint64_t until) {
  if (host::air_has_news() || (host::quit != 0 && !host::quit_seen)) return;
  uint64_t now = micros();
  uint64_t due = host::air_due(now);
  if (due < until) until = due;
  if (until <= now) return;
  pollfd waits[4] = {};
  waits[0] = {host::quit_seen ? -1 : host::quit_event, POLLIN, 0};
  host::air_waits(waits[1]);
  host::serial_waits(waits[2], waits[3]);
  uint64_t wait = until - now;
  timespec limit{};
  limit.tv_sec = static_cast<time_t>(wait / host::us_per_s);
  limit.tv_nsec = static_cast<long>(wait % host::us_per_s * host::ns_per_us);
  if (ppoll(waits, 4, until == UINT64_MAX ? nullptr : &limit, nullptr) <= 0) return;
  host::air_woke(waits[1]);
  host::serial_woke(waits[2], waits[3]);
}

}  // namespace parley::board::port
