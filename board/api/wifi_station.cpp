#include "board/api/wifi_station.h"

// Arduino and lwIP both name these; here they are lwIP's.
#undef IPADDR_ANY
#undef IPADDR_NONE
#include <lwip/dhcp.h>
#include <lwip/dns.h>
#include <lwip/netif.h>
#include <lwip/prot/dhcp.h>
#include <lwip/timeouts.h>
#include <string.h>

#include "board/api/wifi_events.h"
#include "board/stack/interfaces.h"
#include "board/stack/pump.h"

namespace parley::board::api {
namespace {

constinit Station the_station;

netif* interface() {
  return stack::interface_of(port::Interface::station);
}

bool same(const port::NetworkWish& one, const port::NetworkWish& other) {
  return strcmp(one.ssid, other.ssid) == 0 && strcmp(one.password, other.password) == 0 &&
         one.channel == other.channel && one.bssid_wanted == other.bssid_wanted &&
         memcmp(one.bssid, other.bssid, sizeof one.bssid) == 0;
}

void on_retry(void* self) {
  static_cast<Station*>(self)->retry();
}

void name_server(uint8_t which, uint32_t address) {
  const ip_addr_t server = IPADDR4_INIT(address);
  dns_setserver(which, &server);
}

}  // namespace

Station& station() {
  return the_station;
}

void Station::enable(bool wanted) {
  if (wanted == enabled()) return;
  if (wanted) {
    phase_ = Phase::idle;
    status_ = WL_DISCONNECTED;
    netif_set_up(interface());
    netif_set_default(interface());
    return;
  }
  leave();
  netif_set_down(interface());
  phase_ = Phase::off;
  status_ = WL_DISCONNECTED;
}

void Station::wish(const port::NetworkWish& wish) {
  if (same(wish, wish_)) return;
  if (phase_ != Phase::off && phase_ != Phase::idle) leave();
  wish_ = wish;
}

bool Station::connect() {
  if (!enabled() || wish_.ssid[0] == '\0') return false;
  if (phase_ == Phase::joined || phase_ == Phase::joining) return true;
  cancel_retry();
  phase_ = Phase::joining;
  status_ = WL_DISCONNECTED;
  port::join(wish_);
  return true;
}

bool Station::leave() {
  if (!enabled()) return false;
  cancel_retry();
  give_address_back();
  if (phase_ == Phase::joined || phase_ == Phase::joining) port::leave();
  // The event comes with the radio's `left`; what the sketch can ask is true at once.
  phase_ = Phase::idle;
  status_ = WL_IDLE_STATUS;
  return true;
}

// What the radio says

void Station::radio_event(const port::RadioEvent& event) {
  switch (event.kind) {
    case port::RadioEvent::Kind::joined: joined(event.network); break;
    case port::RadioEvent::Kind::no_network:
      refused(WL_NO_SSID_AVAIL, WIFI_DISCONNECT_REASON_NO_AP_FOUND);
      break;
    case port::RadioEvent::Kind::wrong_password:
      refused(WL_WRONG_PASSWORD, WIFI_DISCONNECT_REASON_4WAY_HANDSHAKE_TIMEOUT);
      break;
    case port::RadioEvent::Kind::network_full:
      refused(WL_CONNECT_FAILED, WIFI_DISCONNECT_REASON_ASSOC_TOOMANY);
      break;
    case port::RadioEvent::Kind::lost: lost(); break;
    case port::RadioEvent::Kind::left: post_disconnected(WIFI_DISCONNECT_REASON_ASSOC_LEAVE); break;
    default: break;
  }
}

void Station::joined(const port::Network& network) {
  if (phase_ != Phase::joining) {
    if (phase_ != Phase::joined) port::leave();  // it was given up while the answer was on its way
    return;
  }
  phase_ = Phase::joined;
  network_ = network;
  joined_at_ = port::micros();
  dhcp_warned_ = false;
  WifiEvent event{.what = WIFI_EVENT_STAMODE_CONNECTED, .ssid = network.ssid};
  memcpy(event.mac, network.bssid, sizeof event.mac);
  event.channel = network.channel;
  post_event(event);
  netif_set_link_up(interface());
  begin_addressing();
}

void Station::refused(wl_status_t status, WiFiDisconnectReason reason) {
  if (phase_ != Phase::joining) return;
  network_ = {};
  status_ = status;
  post_disconnected(reason);
  try_later();
}

void Station::lost() {
  if (phase_ != Phase::joined) return;
  netif_set_link_down(interface());
  address_told_ = 0;
  status_ = WL_DISCONNECTED;
  post_disconnected(WIFI_DISCONNECT_REASON_BEACON_TIMEOUT);
  try_later();
}

void Station::post_disconnected(WiFiDisconnectReason reason) {
  WifiEvent event{.what = WIFI_EVENT_STAMODE_DISCONNECTED, .ssid = wish_.ssid};
  memcpy(event.mac, network_.bssid, sizeof event.mac);
  event.reason = reason;
  post_event(event);
}

// Trying again

void Station::try_later() {
  phase_ = reconnect_ ? Phase::waiting : Phase::idle;
  if (!reconnect_) return;
  // A timer of lwIP, since the pump wakes up for those.
  retry_pending_ = true;
  sys_timeout(retry_ms, on_retry, this);
}

void Station::cancel_retry() {
  if (!retry_pending_) return;
  retry_pending_ = false;
  sys_untimeout(on_retry, this);
}

void Station::retry() {
  retry_pending_ = false;
  if (phase_ != Phase::waiting) return;
  phase_ = Phase::joining;
  port::join(wish_);  // the status stays what it was until there is a better one, as on the chip
}

// Addresses

void Station::begin_addressing() {
  if (fixed_.local == 0) {
    // A client that still holds a lease asks for it by itself when the link comes up.
    const dhcp* client = netif_dhcp_data(interface());
    if (client == nullptr || client->state == DHCP_STATE_OFF) dhcp_start(interface());
    return;
  }
  if (netif_dhcp_data(interface()) != nullptr) dhcp_stop(interface());
  const ip4_addr_t local = {fixed_.local};
  const ip4_addr_t netmask = {fixed_.netmask};
  const ip4_addr_t gateway = {fixed_.gateway};
  netif_set_addr(interface(), &local, &netmask, &gateway);
  name_server(0, fixed_.dns[0]);
  name_server(1, fixed_.dns[1]);
}

void Station::give_address_back() {
  address_told_ = 0;
  // While the link is up, so that the release still goes out (RFC 2131, 4.4.6).
  if (netif_dhcp_data(interface()) != nullptr) dhcp_stop(interface());
  netif_set_addr(interface(), IP4_ADDR_ANY4, IP4_ADDR_ANY4, IP4_ADDR_ANY4);
  netif_set_link_down(interface());
}

void Station::configure(const Addresses& addresses) {
  fixed_ = addresses;
  if (phase_ != Phase::joined) return;
  address_told_ = 0;
  status_ = WL_DISCONNECTED;
  joined_at_ = port::micros();
  if (fixed_.local == 0) {
    netif_set_addr(interface(), IP4_ADDR_ANY4, IP4_ADDR_ANY4, IP4_ADDR_ANY4);
  }
  begin_addressing();
  turn();
}

Station::Addresses Station::addresses() const {
  if (address_told_ == 0) return {};
  const auto server = [](uint8_t which) { return ip_addr_get_ip4_u32(dns_getserver(which)); };
  return {netif_ip4_addr(interface())->addr,
          netif_ip4_netmask(interface())->addr,
          netif_ip4_gw(interface())->addr,
          {server(0), server(1)}};
}

void Station::turn() {
  if (phase_ != Phase::joined) return;
  const bool usable = fixed_.local != 0 || dhcp_supplied_address(interface()) != 0;
  const uint32_t address = usable ? netif_ip4_addr(interface())->addr : 0;
  if (address == 0 && address_told_ == 0 && !dhcp_warned_ &&
      port::micros() - joined_at_ >= dhcp_timeout_us) {
    dhcp_warned_ = true;
    post_event({.what = WIFI_EVENT_STAMODE_DHCP_TIMEOUT, .ssid = {}});
  }
  if (address == address_told_) return;
  address_told_ = address;
  status_ = address == 0 ? WL_DISCONNECTED : WL_CONNECTED;
  if (address == 0) return;
  WifiEvent event{.what = WIFI_EVENT_STAMODE_GOT_IP, .ssid = {}};
  event.address = address;
  event.netmask = netif_ip4_netmask(interface())->addr;
  event.gateway = netif_ip4_gw(interface())->addr;
  post_event(event);
}

}  // namespace parley::board::api
