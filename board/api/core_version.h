// Which release of the ESP8266's Arduino core this API answers as: sketches compare these.
#pragma once

#define ARDUINO_ESP8266_GIT_VER 0x00000000
#define ARDUINO_ESP8266_GIT_DESC 3.1.2
#define ARDUINO_ESP8266_RELEASE_3_1_2
#define ARDUINO_ESP8266_RELEASE "3.1.2"
#define ARDUINO_ESP8266_MAJOR 3
#define ARDUINO_ESP8266_MINOR 1
#define ARDUINO_ESP8266_REVISION 2
#define ARDUINO_ESP8266_DEV 0
