// Says at compile time what is missing, and what there is instead.
#pragma once

#error "Ethernet.h: Parley's board has no Ethernet; use ESP8266WiFi.h"
