// Event handlers: they must be kept in variables, or they end at once.
#include <ESP8266WiFi.h>

WiFiEventHandler gotIpEventHandler, disconnectedEventHandler, connectedEventHandler;
volatile bool gone = false;

void onLost(const WiFiEventStationModeDisconnected& event) {
  Serial.printf("lost %s, reason %d\n", event.ssid.c_str(), (int)event.reason);
  gone = true;
}

void setup() {
  Serial.begin(115200);
  Serial.println();
  connectedEventHandler = WiFi.onStationModeConnected([](const WiFiEventStationModeConnected& e) {
    Serial.printf("joined %s, channel %d\n", e.ssid.c_str(), e.channel);
  });
  gotIpEventHandler = WiFi.onStationModeGotIP([](const WiFiEventStationModeGotIP& event) {
    Serial.print("Station connected, IP: ");
    Serial.println(event.ip);
  });
  disconnectedEventHandler = WiFi.onStationModeDisconnected(onLost);
  WiFi.mode(WIFI_STA);
  WiFi.begin("your-ssid", "your-password");
}

void loop() {
  static unsigned long since = millis();
  if (millis() - since > 1500 && !gone) {
    since = millis();
    Serial.println("disconnecting");
    WiFi.disconnect();
  }
  delay(10);
}
