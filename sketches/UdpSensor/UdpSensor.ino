// A sensor that tells its value by UDP: one datagram every few seconds to HOST, and an answer to
// whoever asks. Hear it with: parley listen -u 8889
//
// A datagram may get lost, so each has a number: who counts them knows what is missing.
#include <ESP8266WiFi.h>
#include <WiFiUdp.h>

const char SSID[] = "Parley";
const char PASSWORD[] = "parley-demo";
const char HOST[] = "10.0.2.2";  // 10.0.2.2 is your PC, seen from a Parley board
const uint16_t PORT = 8889;      // where the values go, and where questions are heard
const uint32_t EVERY_MS = 2000;

WiFiUDP udp;
uint32_t number = 0;
uint32_t sent_at = 0;

void write_value() {
  udp.printf("sensor %06x, number %u, A0 %d\n", static_cast<unsigned>(ESP.getChipId()),
             static_cast<unsigned>(++number), analogRead(A0));
}

void tell() {
  if (udp.beginPacket(HOST, PORT) == 0) {
    Serial.printf("no such host: %s\n", HOST);
    return;
  }
  write_value();
  Serial.println(udp.endPacket() == 1 ? "told" : "could not send");
}

// Whatever the question is; what it says is passed over by the next parsePacket().
void answer() {
  if (udp.parsePacket() == 0) return;
  Serial.printf("asked by %s : %u\n", udp.remoteIP().toString().c_str(), udp.remotePort());
  udp.beginPacket(udp.remoteIP(), udp.remotePort());
  write_value();
  udp.endPacket();
}

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  while (WiFi.status() != WL_CONNECTED) delay(100);
  udp.begin(PORT);
  Serial.printf("sensor at %s : %u\n", WiFi.localIP().toString().c_str(), PORT);
  tell();
}

void loop() {
  answer();
  if (millis() - sent_at >= EVERY_MS) {
    sent_at = millis();
    if (number > 0) tell();
  }
  delay(1);
}
