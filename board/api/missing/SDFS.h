// Says at compile time what is missing, and what there is instead.
#pragma once

#error "SDFS.h: Parley's board has no file system yet; keep up to 4096 octets in EEPROM.h"
