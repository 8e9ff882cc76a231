// The radio: a connection to the router process (board/link). While there is none, nobody is in the
// air: a scan finds nothing, joining fails as with no such network, and the connection is tried
// again and again. The port's radio functions are in air.cpp.
//
// Thread rule: the board's one thread.
#pragma once

#include <stdint.h>

namespace parley::board::host {

/// Connects, and says so where nobody is there yet.
void air_begin();

/// The descriptor to wait on; -1 while there is none.
int air_descriptor();

/// An event is there that nobody took: no time to wait.
bool air_has_event();

/// When the connection is to be tried again, or an answer is due: after that, idling ends. Does
/// what is due already.
uint64_t air_due(uint64_t now);

}  // namespace parley::board::host
