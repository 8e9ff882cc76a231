// Sends back what comes, for several clients, as fast as the board can.
#include <ESP8266WiFi.h>

WiFiServer server(7);
WiFiClient clients[4];
uint8_t bytes[1460];

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.begin("bench", "bench-password");
  while (WiFi.status() != WL_CONNECTED) delay(1);
  server.begin();
  server.setNoDelay(true);
  Serial.println("ready");
}

void loop() {
  for (WiFiClient& client : clients) {
    if (!client.connected() && client.available() == 0) {
      client = server.accept();
      client.setTimeout(60000);  // what a bad link does to a write is not this sketch's business
      continue;
    }
    // No more than fits, or a client that only sends would stop the others.
    const size_t room = client.availableForWrite();
    if (client.available() == 0 || room == 0) continue;
    const int count = client.read(bytes, room < sizeof bytes ? room : sizeof bytes);
    if (count > 0) client.write(bytes, count);
  }
}
