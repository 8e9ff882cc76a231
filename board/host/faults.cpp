#include "board/host/faults.h"

#include <execinfo.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#include "board/host/life.h"
#include "board/host/waiting.h"
#include "board/host/words.h"
#include "board/stack/port.h"
#include "board/stack/uart.h"

// Where the linker put this program's own code.
extern "C" {
extern char __executable_start;
extern char etext;
}

namespace parley::board::host {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

constexpr int frames_max = 32;
constexpr int frames_shown_max = 8;
constexpr size_t stack_bytes = 64 * 1024;
// So near below the stack pointer only the stack's own end can be missing.
constexpr uintptr_t stack_reach = 64 * 1024;
constexpr size_t address_bytes_max = 24;
constexpr int status_no_program = 127;

alignas(16) constinit uint8_t signal_stack[stack_bytes] = {};
constinit volatile sig_atomic_t failing = 0;

bool is_ours(const void* address) {
  return address >= &__executable_start && address < &etext;
}

uintptr_t offset_of(const void* address) {
  return static_cast<uintptr_t>(static_cast<const char*>(address) - &__executable_start);
}

struct Places {
  char text[frames_shown_max][address_bytes_max];
  int count;
};

// True when addr2line ran and could say it.
bool say_lines(Places& places) {
  char program[32] = {};
  Words path;
  path << "/proc/" << static_cast<uint64_t>(getpid()) << "/exe";
  memcpy(program, path.text(), path.size() + 1);
  pid_t child = fork();
  if (child < 0) return false;
  if (child == 0) {
    static constinit char tool[] = "addr2line", options[] = "-Cfpse";
    char* words[frames_shown_max + 4] = {tool, options, program};
    for (int i = 0; i < places.count; ++i)
      words[3 + i] = places.text[i];
    dup2(STDERR_FILENO, STDOUT_FILENO);
    execvp(tool, words);
    _exit(status_no_program);
  }
  int status = 0;
  return waitpid(child, &status, 0) == child && status == 0;
}

struct Fault {
  const char* shown;  // on the serial line
  const char* meant;  // on standard error
};

#if defined(__x86_64__)
constexpr greg_t page_fault_was_write = 2;

bool was_write(const ucontext_t& context) {
  return (context.uc_mcontext.gregs[REG_ERR] & page_fault_was_write) != 0;
}
uintptr_t stack_pointer(const ucontext_t& context) {
  return static_cast<uintptr_t>(context.uc_mcontext.gregs[REG_RSP]);
}
#else
// Not known where nobody looked it up: every bad access is told as a read.
bool was_write(const ucontext_t& /*context*/) {
  return false;
}
uintptr_t stack_pointer(const ucontext_t& /*context*/) {
  return 0;
}
#endif

// The numbers are the chip's (EXCCAUSE of the Xtensa ISA, 4.4.1.5), the words are ours.
Fault fault_of(int signal, const siginfo_t& info, const ucontext_t& context) {
  auto address = reinterpret_cast<uintptr_t>(info.si_addr);
  switch (signal) {
    case SIGSEGV: {
      uintptr_t stack = stack_pointer(context);
      if (stack != 0 && address + stack_reach > stack && address < stack + stack_reach) {
        return {"Exception (29): store to an address that is not there (stack overflow)",
                "its stack overflowed (functions that call themselves without end?)"};
      }
      if (was_write(context)) {
        return {"Exception (29): store to an address that is not there",
                "it wrote to memory that is not there"};
      }
      return {"Exception (28): load from an address that is not there",
              "it read from memory that is not there"};
    }
    case SIGBUS: return {"Exception (9): unaligned access", "it accessed memory that is not there"};
    case SIGFPE: return {"Exception (6): integer division by zero", "it divided by zero"};
    case SIGILL:
      return {"Exception (0): illegal instruction", "it ran into an illegal instruction"};
    default: return {"Panic: abort() was called", "it called abort(), or an assertion failed"};
  }
}

[[noreturn]] void on_fault(int signal, siginfo_t* info, void* context) {
  if (failing != 0) _exit(1);  // while telling of the first one
  failing = 1;
  Fault fault = fault_of(signal, *info, *static_cast<ucontext_t*>(context));
  stack::uart0().flush();
  print("\r\n\r\n");
  print(fault.shown);
  print("\r\n\r\n");
  Words words;
  words << "the sketch crashed: " << fault.meant;
  if (signal == SIGSEGV || signal == SIGBUS) {
    (words << ", at ").hex(reinterpret_cast<uintptr_t>(info->si_addr));
  }
  say(words);
  say_where(Caller::handler);
  port::restart(port::ResetReason::exception);
}

void on_end(int /*signal*/) {
  ask_to_quit();
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = SA_ONSTACK;
  sigaction(signal, &action, nullptr);
}

}  // namespace

void faults_begin() {
  stack_t alternate = {};
  alternate.ss_sp = signal_stack;
  alternate.ss_size = sizeof signal_stack;
  if (!sanitized) {
    sigaltstack(&alternate, nullptr);
    struct sigaction action = {};
    action.sa_sigaction = on_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    constexpr int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    for (int signal : signals)
      sigaction(signal, &action, nullptr);
  }
  handle(SIGTERM, on_end);
  handle(SIGINT, on_end);
  handle(SIGHUP, on_end);  // a terminal that was closed
  handle(SIGPIPE, SIG_IGN);
  // What a restart blocked.
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

void say_where(Caller caller) {
  void* frames[frames_max];
  int count = backtrace(frames, frames_max);
  // Ours are this function and its caller; a handler was called by a piece of the C library.
  int first = 2;
  while (caller == Caller::handler && first < count && is_ours(frames[first - 1]))
    ++first;
  Places places = {};
  for (int i = first; i < count && places.count < frames_shown_max; ++i) {
    if (!is_ours(frames[i])) continue;
    // The address of a call is that of the instruction after it; that of a fault is exact.
    bool exact = caller == Caller::handler && i == first;
    Words hex;
    hex.hex(offset_of(frames[i]) - (exact ? 0 : 1));
    memcpy(places.text[places.count++], hex.text(), hex.size() + 1);
  }
  if (places.count == 0 || say_lines(places)) return;
  Words words;
  words << "in the program at";
  for (int i = 0; i < places.count; ++i)
    words << " +" << places.text[i];
  say(words);
}

void out_of_memory(size_t bytes) {
  stack::uart0().flush();
  print("\r\n\r\nPanic: out of memory\r\n\r\n");
  say(Words() << "the sketch ran out of memory: it wanted " << static_cast<uint64_t>(bytes)
              << " octets, and " << static_cast<uint64_t>(port::heap_free()) << " are free");
  say_where(Caller::function);
  port::restart(port::ResetReason::exception);
}

}  // namespace parley::board::host
