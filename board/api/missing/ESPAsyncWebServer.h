// Says at compile time what is missing, and what there is instead.
#pragma once

#error "ESPAsyncWebServer.h: Parley's board has no ESPAsyncTCP; use ESP8266WebServer.h"
