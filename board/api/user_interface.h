// What sketches use of the chip's SDK besides Wi-Fi: why the board began, its numbers, and the
// SDK's timers. C as well as C++; often included inside extern "C".
//
// Thread rule: the board's one thread.
#pragma once

#include "board/api/c_types.h"

#ifdef __cplusplus
extern "C" {
#endif

enum rst_reason {
  REASON_DEFAULT_RST = 0,
  REASON_WDT_RST = 1,
  REASON_EXCEPTION_RST = 2,
  REASON_SOFT_WDT_RST = 3,
  REASON_SOFT_RESTART = 4,
  REASON_DEEP_SLEEP_AWAKE = 5,
  REASON_EXT_SYS_RST = 6,
};

/// `reason` is an rst_reason. The addresses are those of the chip's CPU, which is not here: 0.
struct rst_info {
  uint32_t reason;
  uint32_t exccause;
  uint32_t epc1;
  uint32_t epc2;
  uint32_t epc3;
  uint32_t excvaddr;
  uint32_t depc;
};

struct rst_info* system_get_rst_info(void);
uint32_t system_get_free_heap_size(void);
uint32_t system_get_chip_id(void);
uint32_t system_get_time(void);  // microseconds, modulo 2^32
const char* system_get_sdk_version(void);
uint8_t system_get_cpu_freq(void);  // MHz
uint16_t system_adc_read(void);     // as analogRead(A0)
void system_restart(void);

/// The four-octet blocks 64 to 191 are the sketch's. False: outside of them.
bool system_rtc_mem_read(uint8_t block, void* into, uint16_t bytes);
bool system_rtc_mem_write(uint8_t block, const void* from, uint16_t bytes);

// Timers. A callback runs while the sketch waits or yields, and may not wait itself.

typedef void os_timer_func_t(void* argument);  // NOLINT(modernize-use-using): C

/// The caller's memory; everything in it is set by os_timer_setfn and os_timer_arm.
typedef struct os_timer {  // NOLINT(modernize-use-using): C
  os_timer_func_t* function;
  void* argument;
  uint64_t due_us;
  uint32_t period_ms;  // 0: once
} os_timer_t;
typedef os_timer_t ETSTimer;           // NOLINT(modernize-use-using): C
typedef os_timer_func_t ETSTimerFunc;  // NOLINT(modernize-use-using): C

void os_timer_setfn(os_timer_t* timer, os_timer_func_t* function, void* argument);
void os_timer_arm(os_timer_t* timer, uint32_t milliseconds, bool repeat);
void os_timer_disarm(os_timer_t* timer);
void os_delay_us(uint16_t microseconds);

#ifdef __cplusplus
}
#endif
