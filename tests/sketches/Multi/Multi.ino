// Several known networks; the strongest that is there is taken.
#include <ESP8266WiFi.h>
#include <ESP8266WiFiMulti.h>

ESP8266WiFiMulti wifiMulti;
const uint32_t connectTimeoutMs = 5000;

void setup() {
  WiFi.persistent(false);
  Serial.begin(115200);
  Serial.println("\nstart");
  WiFi.mode(WIFI_STA);
  wifiMulti.addAP("at-home", "password-at-home");
  wifiMulti.addAP("Parley", "password-here");
  wifiMulti.addAP("at-work", "password-at-work");
}

void loop() {
  static bool told = false;
  if (wifiMulti.run(connectTimeoutMs) == WL_CONNECTED) {
    if (!told) {
      Serial.print("connected to ");
      Serial.print(WiFi.SSID());
      Serial.print(" ");
      Serial.println(WiFi.localIP());
      Serial.printf("channel %d, mask %s\n", WiFi.channel(), WiFi.subnetMask().toString().c_str());
    }
    told = true;
  } else {
    Serial.println("not connected");
  }
  delay(1000);
}
