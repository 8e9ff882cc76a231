// Says at compile time what is missing, and what there is instead.
#pragma once

#error "BluetoothSerial.h: an ESP8266 has no Bluetooth"
