// The chip as a station: what it wants to join, where it stands, its address, and that it tries
// again by itself. The radio tells what happened (port::RadioEvent); lwIP's DHCP client does the
// addresses.
//
//   off -> idle -> joining -> joined -> (address) connected
//                  joining -> waiting -> joining: no such network, wrong password, no room
//                  joined -> waiting -> joining: the access point went away
//
// A lost access point keeps the address in lwIP, so that connections survive a short gap in the
// air; the DHCP client asks for the same address again (RFC 2131, 3.2). Leaving gives the address
// back.
//
// Thread rule: the board's one thread. Nothing here waits.
#pragma once

#include <stdint.h>

#include "board/api/ESP8266WiFiType.h"
#include "board/stack/port.h"

namespace parley::board::api {

class Station {
 public:
  /// Between an attempt that failed and the next. The chip scans again after about as long.
  static constexpr uint32_t retry_ms = 1000;

  /// Joined, but nobody has given an address for so long: the sketch gets DHCPTimeout, once; the
  /// DHCP client goes on asking.
  static constexpr uint64_t dhcp_timeout_us = 10'000'000;

  struct Addresses {
    uint32_t local;  // network byte order, as all; 0: ask DHCP
    uint32_t netmask;
    uint32_t gateway;
    uint32_t dns[2];
  };

  void enable(bool wanted);
  bool enabled() const { return phase_ != Phase::off; }

  /// What to join from now on. Leaves another network.
  void wish(const port::NetworkWish& wish);
  const port::NetworkWish& wish() const { return wish_; }

  /// Joins what was wished; goes on where that is already being done. False: nothing is wished for,
  /// or the station is off.
  bool connect();

  /// Gives the network up and does not come back by itself. False: the station is off.
  bool leave();

  void configure(const Addresses& addresses);
  void reconnect(bool automatically) { reconnect_ = automatically; }
  bool reconnects() const { return reconnect_; }

  wl_status_t status() const { return status_; }

  /// The network joined; NULL while there is none.
  const port::Network* network() const { return phase_ == Phase::joined ? &network_ : nullptr; }

  /// All 0 while not connected.
  Addresses addresses() const;

  void radio_event(const port::RadioEvent& event);
  void turn();
  void retry();

 private:
  enum class Phase : uint8_t { off, idle, joining, waiting, joined };

  void joined(const port::Network& network);
  void refused(wl_status_t status, WiFiDisconnectReason reason);
  void lost();
  void try_later();
  void cancel_retry();
  void begin_addressing();
  void give_address_back();
  void post_disconnected(WiFiDisconnectReason reason);

  Phase phase_ = Phase::off;
  wl_status_t status_ = WL_DISCONNECTED;
  bool reconnect_ = true;
  bool retry_pending_ = false;
  bool dhcp_warned_ = false;
  uint32_t address_told_ = 0;  // what the last GotIP said; 0: not connected
  uint64_t joined_at_ = 0;
  port::NetworkWish wish_ = {};
  port::Network network_ = {};
  Addresses fixed_ = {};
};

Station& station();

}  // namespace parley::board::api
