// Lists the networks in the air, blocking and then in the background.
#include <ESP8266WiFi.h>

void show(int found) {
  for (int8_t i = 0; i < found; i++) {
    String ssid;
    int32_t rssi;
    uint8_t encryption;
    uint8_t* bssid;
    int32_t channel;
    bool hidden;
    WiFi.getNetworkInfo(i, ssid, encryption, rssi, bssid, channel, hidden);
    Serial.printf(PSTR("  %02d: [CH %02d] [%02X:%02X:%02X:%02X:%02X:%02X] %ddBm %c %s\n"), i,
                  (int)channel, bssid[0], bssid[1], bssid[2], bssid[3], bssid[4], bssid[5],
                  (int)rssi, encryption == ENC_TYPE_NONE ? ' ' : '*', ssid.c_str());
    yield();
  }
}

void setup() {
  Serial.begin(115200);
  Serial.println(F("\nlooking"));
  WiFi.mode(WIFI_STA);
  WiFi.disconnect();
  delay(100);
  int found = WiFi.scanNetworks(false, true);
  Serial.printf(PSTR("%d found\n"), found);
  show(found);
  WiFi.scanDelete();
  WiFi.scanNetworks(true);
}

void loop() {
  int found = WiFi.scanComplete();
  if (found < 0) return;
  Serial.printf("%d found in the background\n", found);
  for (int i = 0; i < found; i++) {
    Serial.printf("  %s %d\n", WiFi.SSID(i).c_str(), WiFi.channel(i));
  }
  WiFi.scanDelete();
  while (true) delay(1000);
}
