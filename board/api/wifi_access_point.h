// The chip as an access point: one network of its own in the air, 192.168.4.1/24 unless the sketch
// says otherwise, with a DHCP server for those who join.
//
// Limit: `stations_max` stations, 4 unless the sketch says otherwise, as on the chip.
//
// Thread rule: the board's one thread. Nothing here waits.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "board/api/ESP8266WiFiType.h"
#include "board/stack/port.h"

namespace parley::board::api {

class AccessPoint {
 public:
  static constexpr size_t stations_max = 8;
  static constexpr size_t stations_default = 4;

  /// Opens the network that was wished for last, or one named by the chip ("ESP-A1B2C3", open).
  void enable(bool wanted);
  bool enabled() const { return enabled_; }

  /// What to open from now on; opened anew when it is open already.
  void wish(const port::NetworkWish& wish);
  const port::NetworkWish& wish() const { return wish_; }

  /// Network byte order; false: the addresses contradict each other.
  bool configure(uint32_t own, uint32_t gateway, uint32_t netmask);

  uint32_t address() const;  // 0 while it is off
  uint32_t netmask() const { return netmask_; }
  size_t stations() const;

  void radio_event(const port::RadioEvent& event);

 private:
  struct StationSeat {
    uint8_t mac[6];
    bool taken;
  };

  void open();
  void set_address();
  void seat(const uint8_t mac[6], bool joins);

  bool enabled_ = false;
  uint32_t own_ = 0x0104a8c0;  // 192.168.4.1, the first octet lowest
  uint32_t gateway_ = 0x0104a8c0;
  uint32_t netmask_ = 0x00ffffff;  // 255.255.255.0
  port::NetworkWish wish_ = {};
  StationSeat seats_[stations_max] = {};  // the index is the association number less 1
};

AccessPoint& access_point();

}  // namespace parley::board::api
