// Says at compile time what is missing, and what there is instead.
#pragma once

#error "ESP8266SSDP.h: Parley's board has no SSDP; use ESP8266mDNS.h"
