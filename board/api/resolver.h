// From a name to an address: what `--host` says, then a literal, then DNS (RFC 1035).
//
// Thread rule: the board's one thread; waits by pumping.
#pragma once

#include <stdint.h>

namespace parley::board::api {

/// False: nobody knows the name, or no server answered within `timeout_ms`. `port` changes only
/// where a
/// `--host` entry has one, and may be NULL. The address is in network byte order.
bool resolve(const char* name, uint32_t* address, uint16_t* port, uint32_t timeout_ms);

}  // namespace parley::board::api
