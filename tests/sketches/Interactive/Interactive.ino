// One key, one command: for trying modes and states by hand.
#include <ESP8266WiFi.h>

WiFiServer server(80);

void setup() {
  Serial.begin(115200);
  Serial.setDebugOutput(false);
  WiFi.persistent(false);
  Serial.println("\nkeys: g s d i o m");
}

void loop() {
  switch (Serial.read()) {
    case 'g':
      Serial.printf("heap %s, status %d\n", ESP.getFreeHeap() > 20000 ? "fine" : "low",
                    WiFi.status());
      break;
    case 's':
      WiFi.mode(WIFI_STA);
      WiFi.begin("your-ssid", "your-password");
      Serial.printf("wait %d\n", WiFi.waitForConnectResult());
      break;
    case 'd':
      Serial.printf("disconnect %d\n", WiFi.disconnect());
      break;
    case 'i':
      Serial.println(WiFi.localIP());
      break;
    case 'o':
      WiFi.mode(WIFI_OFF);
      Serial.printf("mode %d\n", WiFi.getMode());
      break;
    case 'm':
      WiFi.mode(WIFI_AP_STA);
      Serial.printf("mode %d\n", WiFi.getMode());
      break;
  }
}
