// Says at compile time what is missing, and what there is instead.
#pragma once

#error "ESP8266LLMNR.h: Parley's board has no LLMNR; use ESP8266mDNS.h"
