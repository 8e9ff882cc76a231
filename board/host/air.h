// The radio: a connection to the router process (board/link). While there is none, nobody is in the
// air: a scan finds nothing, joining fails as with no such network, and the connection is tried
// again and again. The port's radio functions are in air.cpp.
//
// Thread rule: the board's one thread.
#pragma once

#include <poll.h>
#include <stdint.h>

namespace parley::board::host {

/// Connects, and says so where nobody is there yet.
void air_begin();

/// What idling waits for; nothing where the last wait told of it and nobody looked since.
void air_waits(pollfd& link);
void air_woke(const pollfd& link);

/// An event is there that idling did not tell yet: no time to wait.
bool air_has_news();

/// When the connection is to be tried again, or an answer is due: after that, idling ends. Does
/// what is due already.
uint64_t air_due(uint64_t now);

}  // namespace parley::board::host
