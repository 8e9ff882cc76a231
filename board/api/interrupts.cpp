#include "board/api/interrupts.h"

#include <utility>

#include "board/api/pins.h"
#include "board/stack/pump.h"

namespace {

struct Interrupt {
  std::function<void()> handler;
  int mode = 0;  // 0: none
  bool flagged = false;
};

// In a function, because std::function's destructor would run before what a sketch's globals still
// do.
Interrupt& interrupt(uint8_t pin) {
  static Interrupt* all = new Interrupt[EXTERNAL_NUM_INTERRUPTS];
  return all[pin];
}

constinit bool enabled = true;
constinit bool watching = false;

bool level_holds(int mode, uint8_t pin) {
  if (mode == ONLOW || mode == ONLOW_WE) return digitalRead(pin) == LOW;
  return (mode == ONHIGH || mode == ONHIGH_WE) && digitalRead(pin) == HIGH;
}

// At the end of each turn of the pump.
void run_flagged() {
  for (uint8_t pin = 0; enabled && pin < EXTERNAL_NUM_INTERRUPTS; ++pin) {
    Interrupt& one = interrupt(pin);
    if (one.mode == 0 || !(one.flagged || level_holds(one.mode, pin))) continue;
    one.flagged = false;
    const std::function<void()> handler = one.handler;  // which may detach itself
    handler();
  }
}

}  // namespace

namespace parley::board::api {

void pin_changed(uint8_t pin, bool was_high, bool is_high) {
  if (pin >= EXTERNAL_NUM_INTERRUPTS || was_high == is_high || !watching) return;
  Interrupt& one = interrupt(pin);
  const int edge = is_high ? RISING : FALLING;
  if (one.mode == edge || one.mode == CHANGE) one.flagged = true;
}

}  // namespace parley::board::api

void attachInterrupt(uint8_t pin, std::function<void()> handler, int mode) {
  if (pin >= EXTERNAL_NUM_INTERRUPTS || !handler) return;
  if (!watching) parley::board::stack::on_turn(run_flagged);
  watching = true;
  interrupt(pin) = {std::move(handler), mode, false};
}

void attachInterruptArg(uint8_t pin, void (*handler)(void*), void* argument, int mode) {
  if (handler == nullptr) return;
  attachInterrupt(pin, std::function<void()>([handler, argument] { handler(argument); }), mode);
}

void detachInterrupt(uint8_t pin) {
  if (pin < EXTERNAL_NUM_INTERRUPTS) interrupt(pin) = Interrupt();
}

void interrupts() {
  enabled = true;
}

void noInterrupts() {
  enabled = false;
}
