// Says at compile time what is missing, and what there is instead.
#pragma once

#error "spiffs_api.h: Parley's board has no file system yet; keep up to 4096 octets in EEPROM.h"
