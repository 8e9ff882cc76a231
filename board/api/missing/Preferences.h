// Says at compile time what is missing, and what there is instead.
#pragma once

#error "Preferences.h: this is the ESP32's; on an ESP8266 keep settings in EEPROM.h"
