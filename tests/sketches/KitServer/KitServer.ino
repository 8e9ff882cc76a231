// Stand-in for the starter kit's server sketch: the same calls in the same order, own words.
#include <ESP8266WiFi.h>

#define port 80

const char *ssid = "********";
const char *password = "********";

WiFiServer server(port);

void setup() {
  Serial.begin(115200);
  Serial.printf("\nJoining ");
  Serial.println(ssid);
  WiFi.disconnect();
  WiFi.begin(ssid, password);
  while (WiFi.status() != WL_CONNECTED) {
    delay(500);
    Serial.print(".");
  }
  Serial.println("");
  Serial.println("WiFi is there.");
  Serial.print("Address: ");
  Serial.println(WiFi.localIP());
  Serial.printf("Port: %d\n", port);
  WiFi.setAutoConnect(true);
  WiFi.setAutoReconnect(true);
  server.begin(port);
}

void loop() {
  WiFiClient client = server.available();
  if (client) {
    Serial.println("[somebody came]");
    while (client.connected()) {
      if (client.available()) {
        String line = client.readStringUntil('\n');
        Serial.println(line);
        client.read();
      }
      if (Serial.available()) {
        String typed = Serial.readStringUntil('\n');
        client.print(typed);
      }
    }
    client.stop();
    Serial.println("[and left]");
  }
}
