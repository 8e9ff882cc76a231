// Waits in delay(), joined and listening.
#include <ESP8266WiFi.h>

WiFiServer server(7);

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.begin("bench", "bench-password");
  while (WiFi.status() != WL_CONNECTED) delay(1);
  server.begin();
  Serial.println("ready");
}

void loop() { delay(1000); }
