// The two watchdogs of the chip, by the processor time that the sketch used since it last yielded:
// waiting is not working, and a debugger's breakpoint bites nobody. The port's functions are in
// watchdog.cpp.
//
// Thread rule: the board's one thread.
#pragma once

namespace parley::board::host {

void watchdog_begin();

}  // namespace parley::board::host
