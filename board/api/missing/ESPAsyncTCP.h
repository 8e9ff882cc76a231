// Says at compile time what is missing, and what there is instead.
#pragma once

#error "ESPAsyncTCP.h: Parley's board has no ESPAsyncTCP; use WiFiClient and WiFiServer"
