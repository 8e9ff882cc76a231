#include "board/api/wifi_access_point.h"

// Arduino and lwIP both name these; here they are lwIP's.
#undef IPADDR_ANY
#undef IPADDR_NONE
#include <lwip/netif.h>
#include <stdio.h>
#include <string.h>

#include "board/api/dhcp_server.h"
#include "board/api/wifi_events.h"
#include "board/api/wifi_station.h"
#include "board/stack/interfaces.h"

namespace parley::board::api {
namespace {

constinit AccessPoint the_access_point;

netif* interface() {
  return stack::interface_of(port::Interface::access_point);
}

}  // namespace

AccessPoint& access_point() {
  return the_access_point;
}

void AccessPoint::enable(bool wanted) {
  if (wanted == enabled_) return;
  enabled_ = wanted;
  if (wanted) {
    netif_set_up(interface());
    set_address();
    open();
    return;
  }
  dhcp_server_stop();
  port::close_access_point();
  netif_set_link_down(interface());
  netif_set_down(interface());
  netif_set_addr(interface(), IP4_ADDR_ANY4, IP4_ADDR_ANY4, IP4_ADDR_ANY4);
  for (const StationSeat& seat : seats_) {
    if (seat.taken) this->seat(seat.mac, false);
  }
}

void AccessPoint::open() {
  if (wish_.ssid[0] == '\0') {
    uint8_t mac[6];
    port::mac_address(port::Interface::access_point, mac);
    snprintf(wish_.ssid, sizeof wish_.ssid, "ESP-%02X%02X%02X", mac[3], mac[4], mac[5]);
    wish_.channel = 1;
    wish_.stations_max = stations_default;
  }
  port::open_access_point(wish_);
}

void AccessPoint::wish(const port::NetworkWish& wish) {
  const bool same = strcmp(wish.ssid, wish_.ssid) == 0 &&
                    strcmp(wish.password, wish_.password) == 0 && wish.channel == wish_.channel &&
                    wish.hidden == wish_.hidden && wish.stations_max == wish_.stations_max;
  wish_ = wish;
  if (enabled_ && !same) open();
}

bool AccessPoint::configure(uint32_t own, uint32_t gateway, uint32_t netmask) {
  if (own == 0 || netmask == 0 || (gateway != 0 && (own & netmask) != (gateway & netmask))) {
    return false;
  }
  own_ = own;
  gateway_ = gateway;
  netmask_ = netmask;
  if (enabled_) set_address();
  return true;
}

void AccessPoint::set_address() {
  const ip4_addr_t own = {own_};
  const ip4_addr_t gateway = {gateway_};
  const ip4_addr_t netmask = {netmask_};
  netif_set_addr(interface(), &own, &netmask, &gateway);
  if (!station().enabled()) netif_set_default(interface());
  dhcp_server_start(own_);
}

uint32_t AccessPoint::address() const {
  return enabled_ ? own_ : 0;
}

size_t AccessPoint::stations() const {
  size_t count = 0;
  for (const StationSeat& seat : seats_)
    count += seat.taken ? 1 : 0;
  return count;
}

void AccessPoint::radio_event(const port::RadioEvent& event) {
  switch (event.kind) {
    case port::RadioEvent::Kind::access_point_opened:
      if (enabled_) netif_set_link_up(interface());
      break;
    case port::RadioEvent::Kind::access_point_closed: netif_set_link_down(interface()); break;
    case port::RadioEvent::Kind::station_joined: seat(event.station, true); break;
    case port::RadioEvent::Kind::station_left: seat(event.station, false); break;
    default: break;
  }
}

void AccessPoint::seat(const uint8_t mac[6], bool joins) {
  StationSeat* found = nullptr;
  for (StationSeat& seat : seats_) {
    if (seat.taken && memcmp(seat.mac, mac, 6) == 0) found = &seat;
  }
  if ((found != nullptr) == joins) return;
  for (StationSeat& seat : seats_) {
    if (found == nullptr && !seat.taken) found = &seat;
  }
  if (found == nullptr) return;  // the radio let in more than it was told to
  WifiEvent event{
      .what = joins ? WIFI_EVENT_SOFTAPMODE_STACONNECTED : WIFI_EVENT_SOFTAPMODE_STADISCONNECTED,
      .ssid = {}};
  memcpy(event.mac, mac, 6);
  event.aid = static_cast<uint8_t>(found - seats_ + 1);
  found->taken = joins;
  memcpy(found->mac, event.mac, 6);
  post_event(event);
}

}  // namespace parley::board::api
