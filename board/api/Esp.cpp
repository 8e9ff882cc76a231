#include "board/api/Esp.h"

#include <string.h>

#include "board/api/core_version.h"
#include "board/api/pins.h"
#include "board/api/text_format.h"
#include "board/api/wiring_time.h"
#include "board/stack/port.h"
#include "board/stack/pump.h"
#include "board/stack/uart.h"

namespace port = parley::board::port;
namespace stack = parley::board::stack;

constinit EspClass ESP;

extern "C" int parley_adc_mode();
extern "C" __attribute__((weak)) int parley_adc_mode() {
  return ADC_TOUT;
}

namespace {

constexpr const char* sdk_version = "2.2.2-dev(38a443e)";
constexpr uint64_t drain_us_max = 300'000;
constexpr uint32_t cycles_per_us = 80;
constexpr uint16_t vcc_mv = 3300;
constexpr uint8_t rtc_block_first = 64;  // before it is the SDK's own memory
constexpr size_t rtc_block_bytes = 4;

const char* words_of(port::ResetReason reason) {
  switch (reason) {
    case port::ResetReason::power_on: return "Power On";
    case port::ResetReason::hardware_watchdog: return "Hardware Watchdog";
    case port::ResetReason::exception: return "Exception";
    case port::ResetReason::soft_watchdog: return "Software Watchdog";
    case port::ResetReason::soft_restart: return "Software/System restart";
    case port::ResetReason::deep_sleep: return "Deep-Sleep Wake";
    case port::ResetReason::external: return "External System";
  }
  return "Unknown";
}

// Whoever sleeps hears nothing: what arrives meanwhile is lost.
void ignore_arrivals() {
  static uint8_t frame[port::frame_bytes_max];
  port::Interface which{};
  while (port::receive_frame(&which, frame) > 0) {
  }
  port::RadioEvent event;
  while (port::radio_event(&event)) {
  }
  while (port::serial_read(frame, sizeof(frame)) > 0) {
  }
}

bool in_rtc(size_t offset, size_t bytes) {
  return offset <= port::rtc_bytes && bytes <= port::rtc_bytes - offset;
}

}  // namespace

void EspClass::restart() {
  if (stack::may_pump()) stack::drain(drain_us_max);
  port::restart(port::ResetReason::soft_restart);
}

void EspClass::reset() {
  port::restart(port::ResetReason::external);
}

void EspClass::deepSleep(uint64_t microseconds, RFMode mode) {
  stack::uart0().flush();
  deepSleepInstant(microseconds, mode);
}

void EspClass::deepSleepInstant(uint64_t microseconds, RFMode) {
  port::leave();
  port::close_access_point();
  const uint64_t end = microseconds == 0 ? UINT64_MAX : port::micros() + microseconds;
  while (port::micros() < end) {
    ignore_arrivals();
    if (port::quit_wanted()) port::end(0);
    port::idle(end);
  }
  port::restart(port::ResetReason::deep_sleep);
}

uint64_t EspClass::deepSleepMax() {
  // The RTC counts 2^31 of its ticks, of some 6 us.
  return uint64_t{INT32_MAX} * 6;
}

String EspClass::getResetReason() {
  return words_of(port::reset_reason());
}

String EspClass::getResetInfo() {
  const rst_info& info = *system_get_rst_info();
  if (info.reason < REASON_WDT_RST || info.reason > REASON_SOFT_WDT_RST) return getResetReason();
  char line[160];
  parley::board::api::snprintf_text(
      line, sizeof(line),
      "Fatal exception:%u flag:%u (%s) epc1:0x%08x epc2:0x%08x epc3:0x%08x excvaddr:0x%08x "
      "depc:0x%08x",
      info.exccause, info.reason, words_of(port::reset_reason()), info.epc1, info.epc2, info.epc3,
      info.excvaddr, info.depc);
  return line;
}

void EspClass::wdtEnable(uint32_t) {
  port::feed_watchdog();
  port::watchdog_enabled(true);
}

void EspClass::wdtDisable() {
  port::watchdog_enabled(false);
}

void EspClass::wdtFeed() {
  port::feed_watchdog();
}

uint32_t EspClass::getFreeHeap() {
  return static_cast<uint32_t>(port::heap_free());
}

uint32_t EspClass::getMaxFreeBlockSize() {
  return static_cast<uint32_t>(port::heap_block_max());
}

uint8_t EspClass::getHeapFragmentation() {
  uint8_t fragmentation = 0;
  getHeapStats(nullptr, static_cast<uint32_t*>(nullptr), &fragmentation);
  return fragmentation;
}

void EspClass::getHeapStats(uint32_t* free, uint32_t* block_max, uint8_t* fragmentation) {
  const size_t all = port::heap_free();
  const size_t largest = port::heap_block_max();
  if (free != nullptr) *free = static_cast<uint32_t>(all);
  if (block_max != nullptr) *block_max = static_cast<uint32_t>(largest);
  const size_t percent = all == 0 || largest > all ? 100 : largest * 100 / all;
  if (fragmentation != nullptr) *fragmentation = static_cast<uint8_t>(100 - percent);
}

void EspClass::getHeapStats(uint32_t* free, uint16_t* block_max, uint8_t* fragmentation) {
  uint32_t largest = 0;
  getHeapStats(free, &largest, fragmentation);
  if (block_max != nullptr) {
    *block_max = static_cast<uint16_t>(largest < UINT16_MAX ? largest : UINT16_MAX);
  }
}

bool EspClass::rtcUserMemoryRead(uint32_t offset, uint32_t* into, size_t size) {
  const size_t from = size_t{offset} * rtc_block_bytes;
  if (!in_rtc(from, size)) return false;
  memcpy(into, port::rtc_memory() + from, size);
  return true;
}

bool EspClass::rtcUserMemoryWrite(uint32_t offset, const uint32_t* from, size_t size) {
  const size_t to = size_t{offset} * rtc_block_bytes;
  if (!in_rtc(to, size)) return false;
  memcpy(port::rtc_memory() + to, from, size);
  return true;
}

uint32_t EspClass::getChipId() {
  uint8_t mac[6];
  port::mac_address(port::Interface::station, mac);
  return static_cast<uint32_t>(mac[3] << 16 | mac[4] << 8 | mac[5]);
}

uint32_t EspClass::random() {
  return port::entropy();
}

uint32_t EspClass::getCycleCount() {
  return static_cast<uint32_t>(port::micros() * cycles_per_us);
}

uint16_t EspClass::getVcc() {
  return parley_adc_mode() == ADC_VCC ? vcc_mv : UINT16_MAX;
}

String EspClass::getCoreVersion() {
  return ARDUINO_ESP8266_RELEASE;
}

String EspClass::getFullVersion() {
  return String("SDK:") + sdk_version + "/Core:" + ARDUINO_ESP8266_RELEASE + "/lwIP:2.1.3";
}

rst_info* system_get_rst_info() {
  static rst_info info;
  info.reason = static_cast<uint32_t>(port::reset_reason());
  return &info;
}

uint32_t system_get_free_heap_size() {
  return ESP.getFreeHeap();
}

uint32_t system_get_chip_id() {
  return ESP.getChipId();
}

uint32_t system_get_time() {
  return static_cast<uint32_t>(micros());
}

const char* system_get_sdk_version() {
  return sdk_version;
}

uint8_t system_get_cpu_freq() {
  return ESP.getCpuFreqMHz();
}

uint16_t system_adc_read() {
  return static_cast<uint16_t>(analogRead(A0));
}

void system_restart() {
  ESP.restart();
}

bool system_rtc_mem_read(uint8_t block, void* into, uint16_t bytes) {
  if (block < rtc_block_first) return false;
  return ESP.rtcUserMemoryRead(block - rtc_block_first, static_cast<uint32_t*>(into), bytes);
}

bool system_rtc_mem_write(uint8_t block, const void* from, uint16_t bytes) {
  if (block < rtc_block_first) return false;
  return ESP.rtcUserMemoryWrite(block - rtc_block_first, static_cast<const uint32_t*>(from), bytes);
}
