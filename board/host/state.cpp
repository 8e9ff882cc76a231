#include "board/host/state.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <unistd.h>

#include "board/host/arguments.h"
#include "board/host/words.h"

namespace parley::board::host {

namespace {

constinit State early = {};
constinit State* current = &early;
constinit int descriptor = -1;

[[noreturn]] void fail(const char* what) {
  say(Words() << "no memory that outlives a restart: " << what << " failed");
  _exit(1);
}

}  // namespace

void state_begin() {
  const Arguments& given = arguments();
  bool fresh = given.state < 0;
  descriptor = fresh ? memfd_create("parley-board", 0) : given.state;
  if (descriptor < 0 || ftruncate(descriptor, sizeof(State)) != 0) fail("memfd_create(2)");
  void* memory = mmap(nullptr, sizeof(State), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (memory == MAP_FAILED) fail("mmap(2)");
  current = static_cast<State*>(memory);
  if (!fresh) return;
  memset(current->flash, 0xff, sizeof current->flash);
  current->random = given.seed;
  current->reason = port::ResetReason::power_on;
}

State& state() {
  return *current;
}

int state_descriptor() {
  return descriptor;
}

}  // namespace parley::board::host

namespace parley::board::port {

uint8_t* rtc_memory() {
  return host::state().rtc;
}

ResetReason reset_reason() {
  return host::state().reason;
}

uint32_t entropy() {
  if (!host::arguments().seeded) {
    uint32_t number = 0;
    if (getrandom(&number, sizeof number, 0) == sizeof number) return number;
  }
  // SplitMix64: any seed gives a good sequence.
  uint64_t z = host::state().random += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return static_cast<uint32_t>((z ^ (z >> 31)) >> 32);
}

}  // namespace parley::board::port
