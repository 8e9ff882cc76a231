// Joins the strongest of several known networks.
//
// One difference to the chip: a known name that no scan shows is tried as well (after those that
// are shown), as a hidden network would have to be. In a router process without an SSID of its own
// every name can be joined and none is shown.
//
// Thread rule: the board's one thread; `run` waits.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <vector>

#include "board/api/ESP8266WiFi.h"

#define WIFI_CONNECT_TIMEOUT_MS 5000

class ESP8266WiFiMulti {
 public:
  /// False: a name or password of impossible length.
  bool addAP(const char* ssid, const char* password = nullptr);
  bool existsAP(const char* ssid, const char* password = nullptr) const;
  void cleanAPlist() { known_.clear(); }

  /// Nothing to do while connected. Else scans and tries, `timeout_ms` each. Returns the status
  /// then.
  wl_status_t run(uint32_t timeout_ms = WIFI_CONNECT_TIMEOUT_MS);

 private:
  struct Known {
    String ssid;
    String password;
  };

  static wl_status_t join(const Known& known, uint32_t timeout_ms);

  std::vector<Known> known_;
};
