// The two network interfaces of the chip as lwIP's: station and access point. Frames go to and come
// from the port; addresses, DHCP and names are the business of whoever is above (the WiFi object).
//
// Thread rule: the board's one thread.
#pragma once

#include <lwip/netif.h>

#include "board/stack/port.h"

namespace parley::board::stack {

/// Both exist from `begin()` on, with MAC address and MTU 1500, down and without an address.
netif* interface_of(port::Interface which);

/// Hostname that DHCP sends; at most 32 octets are kept.
void hostname(const char* name);
const char* hostname();

}  // namespace parley::board::stack
