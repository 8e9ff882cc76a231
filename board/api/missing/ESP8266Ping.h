// Says at compile time what is missing, and what there is instead.
#pragma once

#error "ESP8266Ping.h: Parley's board has no ping yet; connect with WiFiClient instead"
