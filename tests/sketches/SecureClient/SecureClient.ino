// TLS on the board, which it does not have.
#include <ESP8266WiFi.h>
#include <WiFiClientSecure.h>

BearSSL::WiFiClientSecure client;

void setup() {
  client.setInsecure();
  client.connect("example.org", 443);
}

void loop() {}
