#include "board/stack/pump.h"

#include <lwip/init.h>
#include <lwip/priv/tcp_priv.h>
#include <lwip/timeouts.h>

#include "board/stack/interfaces.h"
#include "board/stack/panic.h"
#include "board/stack/uart.h"

namespace parley::board::stack {

namespace {

constexpr int turn_handlers_max = 8;
constexpr uint32_t empty_polls_max = 50;
constexpr uint64_t us_per_ms = 1000;
constexpr uint64_t idle_us_min = 1 * us_per_ms;
constexpr uint64_t idle_us_max = 5 * us_per_ms;
constexpr uint64_t drain_at_quit_us = 2'000'000;

// The chip's own stack keeps so many ended connections at most, and forgets the oldest first.
// lwIP's own limit is the number of control blocks, which does not exist where they come from
// malloc.
constexpr int time_wait_max = 5;

struct Pump {
  bool begun;
  bool ending;
  const char* no_pump;  // what is running that must not pump, or null
  uint64_t turned_at;
  uint32_t empty_polls;
  void (*radio_handler)(const port::RadioEvent& event);
  void (*turn_handlers[turn_handlers_max])();
  int turn_handler_count;
};
constinit Pump the = {};

void forget_old_connections() {
  int count = 0;
  tcp_pcb* oldest = nullptr;
  for (tcp_pcb* pcb = tcp_tw_pcbs; pcb != nullptr; pcb = pcb->next) {
    ++count;
    // Ticks wrap around: what counts is the difference to now.
    if (oldest == nullptr || tcp_ticks - pcb->tmr > tcp_ticks - oldest->tmr) oldest = pcb;
  }
  if (count > time_wait_max) tcp_abort(oldest);
}

void take_radio_events() {
  NoPump guard("a radio event");
  port::RadioEvent event;
  while (port::radio_event(&event)) {
    saw_traffic();
    if (the.radio_handler != nullptr) the.radio_handler(event);
  }
}

void run_turn_handlers() {
  NoPump guard("what runs at the end of a turn");
  for (int i = 0; i < the.turn_handler_count; ++i)
    the.turn_handlers[i]();
}

void turn() {
  the.turned_at = port::micros();
  port::feed_watchdog();
  take_radio_events();
  {
    NoPump guard("a callback of lwIP");
    if (receive_frames()) saw_traffic();
    sys_check_timeouts();
    forget_old_connections();
  }
  uart0().turn();
  run_turn_handlers();
}

// When something is due that no outside event announces.
uint64_t due(uint64_t until) {
  uint64_t serial = uart0().due();
  if (serial < until) until = serial;
  uint32_t lwip_ms = sys_timeouts_sleeptime();
  if (lwip_ms == SYS_TIMEOUTS_SLEEPTIME_INFINITE) return until;
  uint64_t lwip = port::micros() + lwip_ms * us_per_ms;
  return lwip < until ? lwip : until;
}

void end_if_wanted() {
  if (!port::quit_wanted() || the.ending) return;
  the.ending = true;
  drain(drain_at_quit_us);
  port::end(0);
}

// True while lwIP still has to say something to a peer: data, or a FIN that is not acknowledged
// yet.
bool connections_have_more() {
  for (const tcp_pcb* pcb = tcp_active_pcbs; pcb != nullptr; pcb = pcb->next) {
    bool closing = pcb->state == FIN_WAIT_1 || pcb->state == CLOSING || pcb->state == LAST_ACK;
    if (closing || pcb->unsent != nullptr || pcb->unacked != nullptr) return true;
  }
  return false;
}

}  // namespace

void begin() {
  if (the.begun) return;
  the.begun = true;
  lwip_init();
  interfaces_begin();
}

void pump() {
  if (the.no_pump != nullptr) {
    panic("delay, yield or a waiting call inside of what must not wait", the.no_pump);
  }
  turn();
  end_if_wanted();
}

bool pump_until(uint64_t until, bool (*done)(void* context), void* context) {
  for (;;) {
    pump();
    bool is_done = done != nullptr && done(context);
    if (is_done || port::micros() >= until) return is_done;
    port::idle(due(until));
  }
}

void yield_point(uint32_t interval_us) {
  if (!may_pump()) return;
  if (port::micros() - the.turned_at >= interval_us) pump();
  if (++the.empty_polls <= empty_polls_max) return;
  // One more millisecond for each fifty polls, so that a loop that waits for a person costs least.
  uint64_t wait = the.empty_polls / empty_polls_max * idle_us_min;
  if (wait > idle_us_max) wait = idle_us_max;
  port::idle(due(port::micros() + wait));
  pump();
}

void saw_traffic() {
  the.empty_polls = 0;
}

void on_radio_event(void (*handler)(const port::RadioEvent& event)) {
  the.radio_handler = handler;
}

void on_turn(void (*handler)()) {
  if (the.turn_handler_count == turn_handlers_max) panic("too many handlers of turns");
  the.turn_handlers[the.turn_handler_count++] = handler;
}

bool may_pump() {
  return the.no_pump == nullptr;
}

NoPump::NoPump(const char* what) : before_(the.no_pump) {
  the.no_pump = what;
}

NoPump::~NoPump() {
  the.no_pump = before_;
}

void drain(uint64_t us_max) {
  uint64_t until = port::micros() + us_max;
  for (;;) {
    turn();
    bool more = connections_have_more() || uart0().write_room() < Uart::transmit_fifo_bytes;
    if (!more || port::micros() >= until) return;
    port::idle(due(until));
  }
}

}  // namespace parley::board::stack
