// What the board's process waits for, in one ppoll(2): a signal to end, the link, standard input
// and output. `port::idle` is in waiting.cpp; those who own the descriptors say what they wait for.
//
// Thread rule: the board's one thread; `ask_to_quit` from anywhere, a signal handler too.
#pragma once

#include <stdint.h>

namespace parley::board::host {

void waiting_begin();

/// The board ends with the next turn of its pump.
void ask_to_quit();

/// True once asked, also where the pump has not seen it yet.
bool asked_to_quit();

}  // namespace parley::board::host
