// What every sketch sees: Arduino's own names, with the meaning that they have on an ESP8266.
//
// Thread rule: the board's one thread.
#pragma once

#include <ctype.h>
#include <functional>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The kit compiles sketches with these; whoever compiles otherwise has them from here on.
#ifndef ESP8266
#define ESP8266 1
#endif
#ifndef ARDUINO_ARCH_ESP8266
#define ARDUINO_ARCH_ESP8266 1
#endif
#ifndef ARDUINO_ESP8266_NODEMCU_ESP12E
#define ARDUINO_ESP8266_NODEMCU_ESP12E 1
#endif
#ifndef ARDUINO_BOARD
#define ARDUINO_BOARD "ESP8266_NODEMCU_ESP12E"
#endif
#ifndef ARDUINO
#define ARDUINO 10819
#endif
#ifndef F_CPU
#define F_CPU 80000000L
#endif

// Where the chip's linker puts code and data. One memory holds it all here.
#define ICACHE_FLASH_ATTR
#define ICACHE_RAM_ATTR
#define ICACHE_RODATA_ATTR
#define IRAM_ATTR
#define DRAM_ATTR
#define DRAM_STR(text) (text)
#define ISR_CODE

#define clockCyclesPerMicrosecond() (F_CPU / 1000000L)
#define clockCyclesToMicroseconds(cycles) ((cycles) / clockCyclesPerMicrosecond())
#define microsecondsToClockCycles(microseconds) ((microseconds)*clockCyclesPerMicrosecond())

// Ours come behind the system's: bit(), degrees() and others are macros.
#include "board/api/Esp.h"
#include "board/api/HardwareSerial.h"
#include "board/api/IPAddress.h"
#include "board/api/Print.h"
#include "board/api/Stream.h"
#include "board/api/WCharacter.h"
#include "board/api/WString.h"
#include "board/api/binary.h"
#include "board/api/core_version.h"
#include "board/api/pgmspace.h"
#include "board/api/pins.h"
#include "board/api/stdlib_noniso.h"
#include "board/api/wiring_math.h"
#include "board/api/wiring_time.h"

// The sketch's
void setup();
void loop();
