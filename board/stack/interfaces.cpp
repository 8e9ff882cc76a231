#include "board/stack/interfaces.h"

#include <lwip/etharp.h>
#include <lwip/igmp.h>
#include <lwip/pbuf.h>
#include <netif/ethernet.h>
#include <string.h>

#include "board/stack/panic.h"
#include "board/stack/pump.h"

namespace parley::board::stack {

namespace {

constexpr size_t hostname_bytes_max = 32;
constexpr uint16_t mtu = 1500;

// A turn ends after so many frames, so that a flood of them leaves the sketch its share.
constexpr int frames_a_turn_max = 64;

struct Interfaces {
  netif station;
  netif access_point;
  char hostname[hostname_bytes_max + 1];
  uint8_t frame[port::frame_bytes_max];
};
constinit Interfaces interfaces = {};

port::Interface which_is(const netif* interface) {
  return interface == &interfaces.station ? port::Interface::station
                                          : port::Interface::access_point;
}

// A frame that the port does not take is lost, and lwIP's own retransmission looks after it: an
// error here would end an ARP or DHCP exchange that one lost frame must not end.
err_t send_frame(netif* interface, pbuf* packet) {
  const auto* octets = static_cast<const uint8_t*>(packet->payload);
  if (packet->next != nullptr) {
    if (packet->tot_len > sizeof interfaces.frame) return ERR_BUF;
    pbuf_copy_partial(packet, interfaces.frame, packet->tot_len, 0);
    octets = interfaces.frame;
  }
  saw_traffic();
  port::send_frame(which_is(interface), octets, packet->tot_len);
  return ERR_OK;
}

err_t set_up(netif* interface) {
  interface->name[0] = interface == &interfaces.station ? 's' : 'a';
  interface->name[1] = interface == &interfaces.station ? 't' : 'p';
  interface->mtu = mtu;
  interface->hwaddr_len = NETIF_MAX_HWADDR_LEN;
  port::mac_address(which_is(interface), interface->hwaddr);
  interface->flags =
      NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_ETHERNET | NETIF_FLAG_IGMP;
  interface->output = etharp_output;
  interface->linkoutput = send_frame;
  interface->hostname = interfaces.hostname;
  return ERR_OK;
}

void default_hostname() {
  const char* given = port::setting("hostname");
  if (given != nullptr) {
    hostname(given);
    return;
  }
  uint8_t mac[6];
  port::mac_address(port::Interface::station, mac);
  char name[] = "ESP-000000";
  for (int i = 0; i < 6; ++i) {
    name[4 + i] = "0123456789ABCDEF"[(mac[3 + i / 2] >> (i % 2 == 0 ? 4 : 0)) & 15];
  }
  hostname(name);
}

}  // namespace

netif* interface_of(port::Interface which) {
  return which == port::Interface::station ? &interfaces.station : &interfaces.access_point;
}

void hostname(const char* name) {
  size_t count = strnlen(name, hostname_bytes_max);
  memmove(interfaces.hostname, name, count);
  interfaces.hostname[count] = '\0';
}

const char* hostname() {
  return interfaces.hostname;
}

void interfaces_begin() {
  default_hostname();
  netif* both[] = {&interfaces.access_point, &interfaces.station};
  for (netif* interface : both) {
    if (netif_add_noaddr(interface, nullptr, set_up, ethernet_input) == nullptr) {
      panic("lwIP takes no interface");
    }
  }
  netif_set_default(&interfaces.station);
}

bool receive_frames() {
  bool any = false;
  for (int i = 0; i < frames_a_turn_max; ++i) {
    port::Interface which = port::Interface::station;
    size_t bytes = port::receive_frame(&which, interfaces.frame);
    if (bytes == 0) break;
    any = true;
    // Without memory the frame is lost, as the chip loses it.
    pbuf* packet = pbuf_alloc(PBUF_RAW, static_cast<u16_t>(bytes), PBUF_POOL);
    if (packet == nullptr) continue;
    pbuf_take(packet, interfaces.frame, static_cast<u16_t>(bytes));
    netif* interface = interface_of(which);
    if (interface->input(packet, interface) != ERR_OK) pbuf_free(packet);
  }
  return any;
}

}  // namespace parley::board::stack
