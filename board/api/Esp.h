// The object `ESP`: the chip's memory, flash, watchdog, sleep and numbers.
//
// The heap is that of the board (port.h), with the chip's size. What cannot be known about a chip
// that is not there (its CPU's stack, its supply) has the value of a healthy NodeMCU, and is said
// so below. Functions that read the sketch out of the flash (MD5, size, OTA) do not exist: there is
// no such flash.
//
// Thread rule: the board's one thread.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "board/api/WString.h"
#include "board/api/user_interface.h"

enum RFMode { RF_DEFAULT = 0, RF_CAL = 1, RF_NO_CAL = 2, RF_DISABLED = 4 };
#define WAKE_RF_DEFAULT RF_DEFAULT
#define WAKE_RFCAL RF_CAL
#define WAKE_NO_RFCAL RF_NO_CAL
#define WAKE_RF_DISABLED RF_DISABLED
#define RF_MODE(mode) static_assert(true)
#define RF_PRE_INIT() static_assert(true)

enum ADCMode { ADC_TOUT = 33, ADC_TOUT_3V3 = 33, ADC_VCC = 255, ADC_VDD = 255 };
/// Written once at the top of a sketch that calls ESP.getVcc().
#define ADC_MODE(mode)               \
  extern "C" int parley_adc_mode() { \
    return (mode);                   \
  }

enum FlashMode_t { FM_QIO = 0, FM_QOUT = 1, FM_DIO = 2, FM_DOUT = 3, FM_UNKNOWN = 0xff };

enum WDTO_t {
  WDTO_0MS = 0,
  WDTO_15MS = 15,
  WDTO_30MS = 30,
  WDTO_60MS = 60,
  WDTO_120MS = 120,
  WDTO_250MS = 250,
  WDTO_500MS = 500,
  WDTO_1S = 1000,
  WDTO_2S = 2000,
  WDTO_4S = 4000,
  WDTO_8S = 8000,
};

class EspClass {
 public:
  // Ends and beginnings

  /// What was written to Serial and connections leaves first, for 0.3 s at most.
  [[noreturn]] void restart();
  /// At once.
  [[noreturn]] void reset();

  /// The board leaves the network, and begins anew after that time (0: never). RTC memory stays.
  [[noreturn]] void deepSleep(uint64_t microseconds, RFMode mode = RF_DEFAULT);
  [[noreturn]] void deepSleepInstant(uint64_t microseconds, RFMode mode = RF_DEFAULT);
  uint64_t deepSleepMax();

  String getResetReason();
  /// The same words; after a watchdog or an exception the chip's longer line.
  String getResetInfo();
  rst_info* getResetInfoPtr() { return system_get_rst_info(); }

  // The soft watchdog, which resets a sketch that does not yield for 3.2 s

  /// The chip's core ignores the time, too.
  void wdtEnable(uint32_t milliseconds = 0);
  void wdtEnable(WDTO_t time) { wdtEnable(static_cast<uint32_t>(time)); }
  void wdtDisable();
  void wdtFeed();

  // Heap, in octets

  uint32_t getFreeHeap();
  uint32_t getMaxFreeBlockSize();
  /// 0: one block; towards 100: crumbs.
  uint8_t getHeapFragmentation();
  void getHeapStats(uint32_t* free = nullptr, uint32_t* block_max = nullptr,
                    uint8_t* fragmentation = nullptr);
  void getHeapStats(uint32_t* free, uint16_t* block_max, uint8_t* fragmentation);

  /// The chip's 4 KiB, untouched: a sketch's stack is not measured here.
  uint32_t getFreeContStack() { return 4096; }
  void resetFreeContStack() {}

  // RTC memory: 512 octets that a restart and deep sleep keep. `offset` counts blocks of four
  // octets, `size` octets. False: outside.

  bool rtcUserMemoryRead(uint32_t offset, uint32_t* into, size_t size);
  bool rtcUserMemoryWrite(uint32_t offset, const uint32_t* from, size_t size);

  // Numbers

  /// The last three octets of the station's MAC address.
  uint32_t getChipId();
  uint32_t random();
  uint8_t getCpuFreqMHz() { return 80; }
  /// As if the CPU had run all the time.
  uint32_t getCycleCount();

  /// 3300 with ADC_MODE(ADC_VCC), else 65535 as on a chip whose input is somewhere else.
  uint16_t getVcc();

  String getCoreVersion();
  const char* getSdkVersion() { return system_get_sdk_version(); }
  String getFullVersion();
  uint8_t getBootVersion() { return 31; }
  uint8_t getBootMode() { return 1; }

  // The flash chip of a NodeMCU: 4 MB at 40 MHz

  uint32_t getFlashChipId() { return 0x1640ef; }
  uint8_t getFlashChipVendorId() { return 0xef; }
  uint32_t getFlashChipRealSize() { return 4 * 1024 * 1024; }
  uint32_t getFlashChipSizeByChipId() { return getFlashChipRealSize(); }
  uint32_t getFlashChipSize() { return getFlashChipRealSize(); }
  uint32_t getFlashChipSpeed() { return 40'000'000; }
  FlashMode_t getFlashChipMode() { return FM_DIO; }
  bool checkFlashConfig(bool = false) { return true; }
};

extern EspClass ESP;
