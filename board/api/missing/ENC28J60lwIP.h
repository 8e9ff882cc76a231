// Says at compile time what is missing, and what there is instead.
#pragma once

#error "ENC28J60lwIP.h: Parley's board has no Ethernet; use ESP8266WiFi.h"
