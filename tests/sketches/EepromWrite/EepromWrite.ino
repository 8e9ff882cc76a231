// Writes what A0 reads, a word and a struct; reads them after a reset.
#include <EEPROM.h>

struct Record {
  uint32_t count;
  float level;
  char name[12];
};

void setup() {
  Serial.begin(115200);
  EEPROM.begin(512);
  Record record;
  EEPROM.get(16, record);
  if (EEPROM.read(0) != 0x5a) {
    Serial.println("\nEEPROM is new");
    record = {0, 1.5f, "first"};
    EEPROM.write(0, 0x5a);
  }
  Serial.printf("\nrecord: %u %s %s\n", (unsigned)record.count, String(record.level, 2).c_str(),
                record.name);
  record.count++;
  record.level *= 2;
  EEPROM.put(16, record);
  Serial.println(EEPROM.commit() ? "EEPROM successfully committed" : "EEPROM commit failed");
}

void loop() { delay(1000); }
