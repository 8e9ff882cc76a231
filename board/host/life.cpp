#include "board/host/life.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "board/host/arguments.h"
#include "board/host/state.h"
#include "board/host/waiting.h"
#include "board/host/words.h"
#include "board/stack/port.h"

// Of the sanitizer and of the compiler's coverage, where they are linked: _exit(2) and execve(2)
// pass by what they do at an ordinary end.
extern "C" {
__attribute__((weak)) void __lsan_do_leak_check(void);
__attribute__((weak)) void __gcov_dump(void);
}

namespace parley::board::host {

namespace {

// A chip boots for about this long, and a sketch that crashes at once must not spin.
constexpr long boot_ns = 100'000'000;
constexpr int print_patience_ms = 200;

// What a number of so many digits needs.
constexpr size_t digits_max = 12;

struct Argv {
  char* words[argument_count_max + 3];
  char state[digits_max];
};

void write_number(char (&into)[digits_max], int number) {
  Words words;
  words << number;
  memcpy(into, words.text(), words.size() + 1);
}

// The arguments of the start, with the state's descriptor at their end.
char* const* arguments_again() {
  static constinit Argv again = {};
  const Arguments& given = arguments();
  int count = 0;
  for (int i = 0; i < given.argc; ++i) {
    if (strcmp(given.argv[i], "--state") == 0) break;  // always last: this put it there
    again.words[count++] = given.argv[i];
  }
  static constinit char option[] = "--state";
  write_number(again.state, state_descriptor());
  again.words[count++] = option;
  again.words[count++] = again.state;
  again.words[count] = nullptr;
  return again.words;
}

void stop_watchdog() {
  itimerval off = {};
  setitimer(ITIMER_PROF, &off, nullptr);
}

}  // namespace

void print(const char* text) {
  const auto* octets = reinterpret_cast<const uint8_t*>(text);
  size_t left = strlen(text);
  while (left > 0) {
    size_t taken = port::serial_write(octets, left);
    octets += taken;
    left -= taken;
    pollfd room = {STDOUT_FILENO, POLLOUT, 0};
    if (taken == 0 && poll(&room, 1, print_patience_ms) <= 0) return;
  }
}

}  // namespace parley::board::host

namespace parley::board::port {

void restart(ResetReason why) {
  host::stop_watchdog();
  host::state().reason = why;
  ++host::state().restarts;
  if (__gcov_dump != nullptr) __gcov_dump();
  timespec boot = {0, host::boot_ns};
  nanosleep(&boot, nullptr);
  // A signal from now on stays pending over execve(2), until the new program takes it.
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, nullptr);
  if (host::asked_to_quit()) _exit(0);
  char* const* again = host::arguments_again();
  execv("/proc/self/exe", again);
  execv(again[0], again);
  host::say(host::Words() << "restarting failed: " << again[0] << " cannot be executed again");
  _exit(1);
}

void end(int status) {
  host::stop_watchdog();
  if (__lsan_do_leak_check != nullptr) __lsan_do_leak_check();
  if (__gcov_dump != nullptr) __gcov_dump();
  _exit(status);
}

}  // namespace parley::board::port
