// RTC user memory keeps a counter over resets; a CRC tells whether it holds anything.
extern "C" {
#include <stddef.h>
}

uint32_t calculateCRC32(const uint8_t* data, size_t length) {
  uint32_t crc = 0xffffffff;
  while (length--) {
    uint8_t c = *data++;
    for (uint32_t i = 0x80; i > 0; i >>= 1) {
      bool bit = crc & 0x80000000;
      if (c & i) bit = !bit;
      crc <<= 1;
      if (bit) crc ^= 0x04c11db7;
    }
  }
  return crc;
}

struct {
  uint32_t crc32;
  uint32_t starts;
  byte data[500];
} rtcData;

void setup() {
  Serial.begin(115200);
  Serial.println();
  Serial.println(ESP.getResetReason());
  bool right = ESP.rtcUserMemoryRead(0, (uint32_t*)&rtcData, sizeof(rtcData)) &&
               rtcData.crc32 == calculateCRC32((uint8_t*)&rtcData.starts, sizeof(rtcData) - 4);
  Serial.println(right ? "CRC ok" : "CRC does not match: new");
  if (!right) memset(&rtcData, 0, sizeof(rtcData));
  rtcData.starts++;
  rtcData.crc32 = calculateCRC32((uint8_t*)&rtcData.starts, sizeof(rtcData) - 4);
  ESP.rtcUserMemoryWrite(0, (uint32_t*)&rtcData, sizeof(rtcData));
  Serial.printf("start %u\n", (unsigned)rtcData.starts);
  delay(300);
  if (rtcData.starts < 3) ESP.restart();
  if (rtcData.starts == 3) ESP.deepSleep(200000);
}

void loop() { delay(100); }
