// Telnet to serial with two clients, hasClient() and buffers on the stack.
#include <ESP8266WiFi.h>
#include <algorithm>

#define MAX_SRV_CLIENTS 2
#define STACK_PROTECTOR 512

WiFiServer server(23);
WiFiClient serverClients[MAX_SRV_CLIENTS];

void setup() {
  Serial.begin(115200);
  Serial.setRxBufferSize(1024);
  WiFi.mode(WIFI_STA);
  WiFi.begin("your-ssid", "your-password");
  while (WiFi.status() != WL_CONNECTED) delay(100);
  server.begin();
  server.setNoDelay(true);
  Serial.print("telnet ");
  Serial.println(WiFi.localIP());
}

void loop() {
  if (server.hasClient()) {
    int i;
    for (i = 0; i < MAX_SRV_CLIENTS; i++) {
      if (!serverClients[i]) {
        serverClients[i] = server.accept();
        break;
      }
    }
    if (i == MAX_SRV_CLIENTS) {
      server.accept().println("busy");
    }
  }
  for (int i = 0; i < MAX_SRV_CLIENTS; i++) {
    while (serverClients[i].available() && Serial.availableForWrite() > 0) {
      Serial.write(serverClients[i].read());
    }
  }
  int maxToTcp = 0;
  for (int i = 0; i < MAX_SRV_CLIENTS; i++) {
    if (serverClients[i]) {
      int afw = serverClients[i].availableForWrite();
      if (afw) maxToTcp = maxToTcp ? std::min(maxToTcp, afw) : afw;
    }
  }
  size_t len = std::min(Serial.available(), maxToTcp);
  len = std::min(len, (size_t)STACK_PROTECTOR);
  if (len) {
    uint8_t buffer[STACK_PROTECTOR];
    size_t got = Serial.readBytes(buffer, len);
    for (int i = 0; i < MAX_SRV_CLIENTS; i++) {
      if (serverClients[i].availableForWrite() >= (int)got) serverClients[i].write(buffer, got);
    }
  }
}
