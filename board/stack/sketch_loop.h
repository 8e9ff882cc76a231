// setup() once and loop() for ever: what every host's main ends in, so that what happens between
// two loops is the same everywhere.
//
// Thread rule: the board's one thread.
#pragma once

namespace parley::board::stack {

/// What runs after each loop(), where waiting is allowed (scheduled functions). One; the last one
/// stays.
void on_loop_end(void (*handler)());

/// After each loop(): the handler, and a yield point, as the chip's core has it. Does not return;
/// the pump ends the board.
[[noreturn]] void run_sketch(void (*setup)(), void (*loop)());

/// The end of one loop(), for whoever calls loop() itself.
void end_of_loop();

}  // namespace parley::board::stack
