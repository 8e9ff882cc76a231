// The functions that lwIP, which is C, wants from whoever runs it.
#include <lwip/ip4_addr.h>
#include <lwip/sys.h>

#include "board/stack/panic.h"
#include "board/stack/port.h"
#include "board/stack/pump.h"

extern "C" {

u32_t sys_now(void) {
  // In milliseconds, modulo 2^32.
  return static_cast<u32_t>(parley::board::port::micros() / 1000);
}

uint32_t parley_lwip_random(void) {
  return parley::board::port::entropy();
}

void parley_lwip_failed(const char* what, const char*, int) {
  parley::board::stack::panic("lwIP", what);
}

int parley_lwip_host(const char* name, ip4_addr* address) {
  uint16_t port = 0;
  return parley::board::stack::host_override(name, &address->addr, &port) ? 1 : 0;
}

}  // extern "C"
