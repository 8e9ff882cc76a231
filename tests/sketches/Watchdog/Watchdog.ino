// Does not yield: the soft watchdog resets it after 3.2 s.
void setup() {
  Serial.begin(115200);
  Serial.println();
  Serial.println(ESP.getResetReason());
  Serial.flush();
  if (ESP.getResetInfoPtr()->reason == REASON_DEFAULT_RST) {
    while (true) {
    }
  }
}

void loop() {}
