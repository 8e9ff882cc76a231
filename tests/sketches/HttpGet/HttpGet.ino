// The HTTP client library, which the board does not have.
#include <ESP8266HTTPClient.h>
#include <ESP8266WiFi.h>

void setup() {
  WiFiClient client;
  HTTPClient http;
  if (http.begin(client, "http://10.0.2.2/")) Serial.println(http.GET());
}

void loop() {}
