// Joins the WiFi object to the stack: radio events to station, access point and scan; their work at
// the end of each turn. Begins with the first call of a sketch that needs it, so that a sketch
// without Wi-Fi pays nothing.
//
// Thread rule: the board's one thread.
#pragma once

#include "board/api/ESP8266WiFiType.h"

namespace parley::board::api {

/// May be called often.
void radio_begin();

WiFiMode_t wifi_mode();

/// Turns station and access point on or off and tells handlers of mode changes.
void wifi_mode(WiFiMode_t wanted);

}  // namespace parley::board::api
