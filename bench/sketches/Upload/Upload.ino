// Sends as much as the PC takes, in blocks of one segment.
#include <ESP8266WiFi.h>

const char HOST[] = "sink.bench";
const uint16_t PORT = 9;
WiFiClient client;
uint8_t bytes[2920];

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.begin("bench", "bench-password");
  while (WiFi.status() != WL_CONNECTED) delay(1);
  for (size_t i = 0; i < sizeof bytes; ++i) bytes[i] = i % 251;
  if (!client.connect(HOST, PORT)) Serial.println("no connection");
}

void loop() {
  if (client.connected()) client.write(bytes, sizeof bytes);
}
