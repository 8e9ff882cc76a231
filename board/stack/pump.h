// The one pump: everything that happens to a board between two lines of its sketch happens in here.
//
// A turn takes the frames that arrived into lwIP, runs lwIP's timers, hands radio events on, moves
// the serial FIFOs, feeds the watchdog, and ends the board when somebody wants it to end: so a
// sketch stuck in `while (!client.connect(...))` can be ended, because connect pumps.
//
// Code that lwIP, a Ticker or a radio event calls must not pump: lwIP is not re-entrant. `pump`
// then stops the board with an error that names where it was called from, as the chip panics in
// yield().
//
// Thread rule: the board's one thread.
#pragma once

#include <stdint.h>

#include "board/stack/port.h"

namespace parley::board::stack {

/// Brings lwIP and both interfaces up (down and without address). Before setup(), once.
void begin();

/// One turn, without waiting.
void pump();

/// Turns until `done(context)` or until `micros()` reaches `until`; in between the port idles.
/// Returns what `done` said last. `done` may be null: then it is a delay.
bool pump_until(uint64_t until, bool (*done)(void* context), void* context);

/// For calls that a sketch makes in a loop without delay (available, connected, accept): a turn
/// when the last one is older than `interval_us`. After 50 in a row in which nothing at all arrived
/// or left it also idles, 1 ms at first and up to 5 ms, so that a busy loop costs the host little.
/// Where pumping is not allowed it does nothing, as the chip's own in its system's context.
void yield_point(uint32_t interval_us);

/// Something arrived or left: the next yield points do not idle. Whoever moves data calls it.
void saw_traffic();

/// Where radio events go (the WiFi object). Called inside a turn, so it must not pump.
void on_radio_event(void (*handler)(const port::RadioEvent& event));

/// What runs at the end of each turn, outside of lwIP's callbacks: scheduled functions, mDNS, ...
/// It may not pump. At most 8.
void on_turn(void (*handler)());

/// Marks code that must not pump; `what` names it in the error ("Ticker callback").
class NoPump {
 public:
  explicit NoPump(const char* what);
  ~NoPump();
  NoPump(const NoPump&) = delete;
  NoPump& operator=(const NoPump&) = delete;

 private:
  const char* before_;
};

/// False inside of what must not pump.
bool may_pump();

/// Lets what was written leave: serial FIFO, lwIP's queued segments (FIN), frames; at most
/// `us_max`.
void drain(uint64_t us_max);

/// An address of the "hosts" setting (`--host`). False: the name is not in it. `port` is changed
/// only where the entry has one. The address is in network byte order.
bool host_override(const char* name, uint32_t* address, uint16_t* port);

}  // namespace parley::board::stack
