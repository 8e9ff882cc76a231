// Looks for work without a delay in loop(), as most sketches do.
#include <ESP8266WiFi.h>

WiFiServer server(7);
WiFiClient client;

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.begin("bench", "bench-password");
  while (WiFi.status() != WL_CONNECTED) delay(1);
  server.begin();
  Serial.println("ready");
}

void loop() {
  if (!client) client = server.accept();
  if (client.available()) client.write(client.read());
  if (Serial.available()) Serial.write(Serial.read());
}
