// Says at compile time what is missing, and what there is instead.
#pragma once

#error "ESP8266NetBIOS.h: Parley's board has no NetBIOS; use ESP8266mDNS.h"
