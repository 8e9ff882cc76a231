// Settings in a file system, which the board does not have.
#include <FS.h>
#include <LittleFS.h>

void setup() {
  Serial.begin(115200);
  if (!LittleFS.begin()) {
    Serial.println("Failed to mount file system");
    return;
  }
  File config = LittleFS.open("/config.txt", "w");
  config.println("name=board");
}

void loop() {}
