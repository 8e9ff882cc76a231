// What the board says of itself.
void setup() {
  Serial.begin(115200);
  uint32_t realSize = ESP.getFlashChipRealSize();
  uint32_t ideSize = ESP.getFlashChipSize();
  FlashMode_t ideMode = ESP.getFlashChipMode();
  Serial.printf("\nFlash real id: %s\n", ESP.getFlashChipId() != 0 ? "there" : "0");
  Serial.printf("Flash ide mode: %s\n", ideMode == FM_QIO || ideMode == FM_DIO ? "known" : "other");
  Serial.println(ideSize != realSize ? "Flash Chip configuration wrong!"
                                     : "Flash Chip configuration ok.");
  Serial.printf("CPU %u MHz, SDK %s, core %s, boot %s\n", (unsigned)ESP.getCpuFreqMHz(),
                strlen(ESP.getSdkVersion()) > 0 ? "named" : "not named",
                ESP.getCoreVersion().length() > 0 ? "named" : "not named",
                ESP.getBootVersion() > 0 ? "known" : "unknown");
}

void loop() {}
