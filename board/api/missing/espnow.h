// Says at compile time what is missing, and what there is instead.
#pragma once

#error "espnow.h: Parley's board has no ESP-NOW; use WiFiUDP"
