// Asks a time server (RFC 5905: 48 octets, the transmit time at octet 40) and prints UTC.
#include <ESP8266WiFi.h>
#include <WiFiUdp.h>

const char* ntpServerName = "time.board.test";
const int NTP_PACKET_SIZE = 48;
byte packetBuffer[NTP_PACKET_SIZE];
IPAddress timeServerIP;
WiFiUDP udp;

void sendNTPpacket(IPAddress& address) {
  memset(packetBuffer, 0, NTP_PACKET_SIZE);
  packetBuffer[0] = 0b11100011;
  packetBuffer[1] = 0;
  packetBuffer[2] = 6;
  packetBuffer[3] = 0xEC;
  udp.beginPacket(address, 123);
  udp.write(packetBuffer, NTP_PACKET_SIZE);
  udp.endPacket();
}

void setup() {
  Serial.begin(115200);
  Serial.println();
  WiFi.mode(WIFI_STA);
  WiFi.begin("your-ssid", "your-password");
  while (WiFi.status() != WL_CONNECTED) delay(500);
  udp.begin(2390);
  Serial.print("Local port: ");
  Serial.println(udp.localPort());
}

void loop() {
  if (!WiFi.hostByName(ntpServerName, timeServerIP)) {
    Serial.println("no such name");
    delay(1000);
    return;
  }
  sendNTPpacket(timeServerIP);
  delay(1000);
  int cb = udp.parsePacket();
  if (!cb) {
    Serial.println("no packet yet");
    return;
  }
  Serial.print("packet received, length=");
  Serial.println(cb);
  udp.read(packetBuffer, NTP_PACKET_SIZE);
  unsigned long highWord = word(packetBuffer[40], packetBuffer[41]);
  unsigned long lowWord = word(packetBuffer[42], packetBuffer[43]);
  unsigned long secsSince1900 = highWord << 16 | lowWord;
  const unsigned long seventyYears = 2208988800UL;
  unsigned long epoch = secsSince1900 - seventyYears;
  Serial.print("Unix time = ");
  Serial.println(epoch);
  Serial.printf("%02d:%02d:%02d\n", (int)(epoch % 86400L / 3600), (int)(epoch % 3600 / 60),
                (int)(epoch % 60));
  delay(10000);
}
