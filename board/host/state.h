// What a board keeps over a restart, in memory that the next program image inherits
// (memfd_create(2)): the RTC's memory, the flash where no file holds it, the generator of entropy,
// the reason of the reset.
//
// Thread rule: the board's one thread; a signal handler may set the reason.
#pragma once

#include <stdint.h>

#include "board/stack/port.h"

namespace parley::board::host {

struct State {
  uint8_t rtc[port::rtc_bytes];
  uint8_t flash[port::flash_bytes];
  uint64_t random;
  port::ResetReason reason;
  uint32_t restarts;
};

/// Takes over the state that the arguments name, or makes a new one. Ends the process (1) when it
/// cannot.
void state_begin();

/// Static memory before `state_begin`, which constructors of a sketch may reach.
State& state();

/// The descriptor to hand on, open across execve(2).
int state_descriptor();

}  // namespace parley::board::host
