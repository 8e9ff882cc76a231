// Sets all 512 octets to 0 and ends.
#include <EEPROM.h>

void setup() {
  EEPROM.begin(512);
  for (int i = 0; i < 512; i++) {
    EEPROM.write(i, 0);
  }
  pinMode(13, OUTPUT);
  digitalWrite(13, HIGH);
  EEPROM.end();
  Serial.begin(115200);
  EEPROM.begin(512);
  int sum = 0;
  for (size_t i = 0; i < EEPROM.length(); ++i) sum += EEPROM[i];
  Serial.printf("\n%u octets, sum %d\n", (unsigned)EEPROM.length(), sum);
}

void loop() {}
