// What happened to Wi-Fi, from where it is noticed (inside lwIP's callbacks, inside a call of the
// sketch) to the sketch's handlers, which run at the end of a turn of the pump.
//
// Limit: `events_waiting_max`; a turn brings a handful. What exceeds it is said in the port's log.
//
// Thread rule: the board's one thread.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "board/api/ESP8266WiFiType.h"

namespace parley::board::api {

inline constexpr size_t events_waiting_max = 32;

/// `what` says which of the others mean something.
struct WifiEvent {
  WiFiEvent_t what;
  String ssid;
  uint8_t mac[6] = {};  // BSSID or station
  uint8_t channel = 0;
  uint8_t aid = 0;  // association number of a station, from 1
  WiFiDisconnectReason reason = WIFI_DISCONNECT_REASON_UNSPECIFIED;
  uint32_t address = 0;  // network byte order, as the next two
  uint32_t netmask = 0;
  uint32_t gateway = 0;
  WiFiMode_t mode_before = WIFI_OFF;
  WiFiMode_t mode_now = WIFI_OFF;
};

void post_event(const WifiEvent& event);

/// Runs the handlers. Called at the end of each turn.
void deliver_events();

}  // namespace parley::board::api
