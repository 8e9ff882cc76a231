// A second board: joins the access point of the first and asks for its page.
#include <ESP8266WiFi.h>

const char* apName = "board-ap";
const char* apKey = "thereisnospoon";

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.begin(apName, apKey);
  while (WiFi.status() != WL_CONNECTED) delay(250);
  Serial.printf("\njoined, %s by %s\n", WiFi.localIP().toString().c_str(),
                WiFi.gatewayIP().toString().c_str());
  WiFiClient client;
  if (!client.connect(WiFi.gatewayIP(), 80)) {
    Serial.println("no connection");
    return;
  }
  client.print("GET / HTTP/1.0\r\nHost: board\r\nConnection: close\r\n\r\n");
  while (client.connected() || client.available()) {
    if (client.available()) Serial.println(client.readStringUntil('\n'));
  }
  Serial.println("done");
}

void loop() {}
