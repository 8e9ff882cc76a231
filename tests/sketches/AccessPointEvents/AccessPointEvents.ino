// An access point with an address of its own and events for who comes and goes.
#include <ESP8266WiFi.h>

WiFiEventHandler came, left;

String macToString(const unsigned char* mac) {
  char buf[20];
  snprintf(buf, sizeof(buf), "%02x:%02x:%02x:%02x:%02x:%02x", mac[0], mac[1], mac[2], mac[3],
           mac[4], mac[5]);
  return String(buf);
}

void setup() {
  Serial.begin(115200);
  WiFi.persistent(false);
  WiFi.mode(WIFI_AP);
  IPAddress local(192, 168, 33, 1), mask(255, 255, 255, 0);
  WiFi.softAPConfig(local, local, mask);
  came = WiFi.onSoftAPModeStationConnected([](const WiFiEventSoftAPModeStationConnected& e) {
    Serial.println("came " + macToString(e.mac));
  });
  left = WiFi.onSoftAPModeStationDisconnected([](const WiFiEventSoftAPModeStationDisconnected& e) {
    Serial.println("left " + macToString(e.mac));
  });
  Serial.println(WiFi.softAP("events-ap", "12345678", 6, 0, 4) ? "\nopen" : "\nfailed");
  Serial.println(WiFi.softAPIP());
  Serial.println(WiFi.softAPmacAddress());
}

void loop() { delay(100); }
