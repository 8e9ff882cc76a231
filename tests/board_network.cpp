// Sketches as people write them, in one program for tests/test_board_network.py: the setting
// "sketch" says which one runs. What differs between runs comes from the "hosts" setting, as it
// would for a sketch that nobody may edit.
#include <Arduino.h>
#include <ESP8266WebServer.h>
#include <ESP8266WiFi.h>
#include <ESP8266WiFiMulti.h>
#include <ESP8266mDNS.h>
#include <WiFiUdp.h>

#include "board/stack/port.h"

namespace {

#define REMOTE_IP "********"
#define REMOTE_PORT 8888

WiFiClient client;
WiFiServer server(80);
ESP8266WebServer web(80);
WiFiUDP udp;
WiFiEventHandler on_disconnected;
WiFiEventHandler on_got_ip;
WiFiEventHandler on_arrived;
WiFiEventHandler on_departed;
size_t uploaded = 0;

void join(const char* ssid, const char* password) {
  WiFi.begin(ssid, password);
  while (WiFi.status() != WL_CONNECTED)
    delay(10);
  Serial.println(WiFi.localIP());
}

void client_setup() {
  join("********", "********");
  while (!client.connect(REMOTE_IP, REMOTE_PORT))
    Serial.println("Connection failed.");
  client.print("Hello\n");
  client.print("This is my IP.\n");
}

void client_loop() {
  if (client.available()) {
    const unsigned long began = millis();
    const String line = client.readString();
    Serial.printf("%s after %lu s\n", line.c_str(), (millis() - began) / 1000);
    client.print(line);
  }
  if (Serial.available()) client.print(Serial.readStringUntil('\n') + "\n");
  if (!client.connected()) {
    Serial.println("closed");
    client.stop();
    WiFi.disconnect();
    while (true)
      delay(1000);
  }
}

void silent_setup() {
  join("a", "b");
  const unsigned long began = millis();
  const int result = client.connect(REMOTE_IP, REMOTE_PORT);
  Serial.printf("connect %d after %lu ms\n", result, millis() - began);
}

void echo_setup() {
  join("a", "b");
  server.begin(80);
  Serial.println("listening");
}

void echo_loop() {
  WiFiClient peer = server.available();
  if (!peer) return;
  Serial.println("client");
  while (peer.connected()) {
    if (!peer.available()) continue;
    uint8_t octets[512];
    const int count = peer.read(octets, sizeof octets);
    if (count > 0) peer.write(octets, static_cast<size_t>(count));
  }
  peer.stop();
  Serial.println("gone");
}

void web_setup() {
  join("a", "b");
  MDNS.begin("board");
  MDNS.addService("http", "tcp", 80);
  web.on("/", [] { web.send(200, "text/plain", "hello from esp8266!\r\n"); });
  web.on("/args", [] { web.send(200, "text/plain", web.arg("a") + "," + web.arg("b")); });
  web.on("/big", [] {
    web.setContentLength(CONTENT_LENGTH_UNKNOWN);
    web.send(200, "text/html", "");
    for (int i = 0; i < 1000; ++i)
      web.sendContent("0123456789abcdef0123456789abcde\n");
  });
  web.on(
      "/up", HTTP_POST, [] { web.send(200, "text/plain", String(uploaded)); },
      [] {
        const HTTPUpload& upload = web.upload();
        if (upload.status == UPLOAD_FILE_START) uploaded = 0;
        if (upload.status == UPLOAD_FILE_WRITE) uploaded += upload.currentSize;
      });
  web.begin();
  Serial.println("HTTP server started");
}

void web_loop() {
  web.handleClient();
  MDNS.update();
}

void udp_setup() {
  join("a", "b");
  udp.begin(4210);
  udp.beginPacket(REMOTE_IP, REMOTE_PORT);
  udp.print("temperature 21.5");
  udp.endPacket();
}

void udp_loop() {
  if (udp.parsePacket() == 0) return;
  char words[256] = {};
  udp.read(words, sizeof words - 1);
  Serial.println(words);
  udp.beginPacket(udp.remoteIP(), udp.remotePort());
  udp.printf("ack %s", words);
  udp.endPacket();
}

void access_point_setup() {
  on_arrived = WiFi.onSoftAPModeStationConnected(
      [](const WiFiEventSoftAPModeStationConnected& event) { Serial.printf("+%d\n", event.aid); });
  on_departed =
      WiFi.onSoftAPModeStationDisconnected([](const WiFiEventSoftAPModeStationDisconnected& event) {
        Serial.printf("-%d\n", event.aid);
      });
  Serial.println(WiFi.softAP("ESPsoftAP_01", "pass-to-soft-AP") ? "Ready" : "Failed!");
  Serial.println(WiFi.softAPIP());
  server.begin();
}

void access_point_loop() {
  WiFiClient guest = server.accept();
  if (guest) guest.println("welcome");
  delay(10);
}

void station_setup() {
  on_disconnected =
      WiFi.onStationModeDisconnected([](const WiFiEventStationModeDisconnected& event) {
        Serial.printf("left %d\n", event.reason);
      });
  on_got_ip = WiFi.onStationModeGotIP(
      [](const WiFiEventStationModeGotIP& event) { Serial.println("got " + event.ip.toString()); });
  Serial.printf("%d networks\n", WiFi.scanNetworks());
  WiFi.begin("ESPsoftAP_01", "wrong password");
  Serial.printf("status %d\n", WiFi.waitForConnectResult());
  WiFi.begin("ESPsoftAP_01", "pass-to-soft-AP");
  Serial.printf("status %d\n", WiFi.waitForConnectResult());
  client.connect(WiFi.gatewayIP(), 80);
  Serial.println(client.readStringUntil('\n'));
  WiFi.begin("no such network");
  Serial.printf("status %d\n", WiFi.waitForConnectResult());
  ESP8266WiFiMulti multi;
  multi.addAP("no such network");
  multi.addAP("ESPsoftAP_01", "pass-to-soft-AP");
  Serial.printf("status %d\n", multi.run());
}

void nothing() {
  delay(100);
}

struct Sketch {
  const char* name;
  void (*setup)();
  void (*loop)();
};
const Sketch sketches[] = {
    {"client", client_setup, client_loop}, {"silent", silent_setup, nothing},
    {"echo", echo_setup, echo_loop},       {"web", web_setup, web_loop},
    {"udp", udp_setup, udp_loop},          {"access_point", access_point_setup, access_point_loop},
    {"station", station_setup, nothing},
};

const Sketch& wanted() {
  const char* name = parley::board::port::setting("sketch");
  for (const Sketch& sketch : sketches) {
    if (name != nullptr && strcmp(sketch.name, name) == 0) return sketch;
  }
  parley::board::port::log("the setting \"sketch\" names none of tests/board_network.cpp");
  parley::board::port::end(2);
}

}  // namespace

void setup() {
  Serial.begin(115200);
  wanted().setup();
}

void loop() {
  wanted().loop();
}
