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

/// Hostname that DHCP sends; at most 32 octets are kept. Before it is set: the setting "hostname",
/// or "ESP-" and the last three octets of the MAC address.
void hostname(const char* name);
const char* hostname();

/// Makes both, once; `begin()` of the pump does it.
void interfaces_begin();

/// Hands frames that arrived to lwIP, a bounded number of them; true if there was one. Only the
/// pump calls it: it is the one entry into lwIP from the link.
bool receive_frames();

}  // namespace parley::board::stack
