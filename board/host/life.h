// How a board's process begins anew and ends. The port's functions are in life.cpp. A restart
// executes the program again with the same arguments and the state's descriptor, so that nothing of
// the sketch's memory survives it; the link ends, and the router sees the board come back.
//
// Thread rule: the board's one thread; from signal handlers too, which is how a crash restarts.
#pragma once

namespace parley::board::host {

/// Puts octets on the serial line without its pace, as a chip that crashed does.
void print(const char* text);

}  // namespace parley::board::host
