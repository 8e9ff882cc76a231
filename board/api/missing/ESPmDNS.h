// Says at compile time what is missing, and what there is instead.
#pragma once

#error "ESPmDNS.h: this is the ESP32's; on an ESP8266 the same is called ESP8266mDNS.h"
