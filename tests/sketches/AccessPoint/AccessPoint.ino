// A board that is its own access point, with a page for whoever joins.
#include <ESP8266WebServer.h>
#include <ESP8266WiFi.h>

#ifndef APSSID
#define APSSID "board-ap"
#define APPSK "thereisnospoon"
#endif

ESP8266WebServer server(80);

void handleRoot() { server.send(200, "text/html", "<h1>You are connected</h1>"); }

void setup() {
  delay(1000);
  Serial.begin(115200);
  Serial.println();
  Serial.print("Opening the access point... ");
  Serial.println(WiFi.softAP(APSSID, APPSK) ? "ready" : "failed");
  IPAddress myIP = WiFi.softAPIP();
  Serial.print("AP IP address: ");
  Serial.println(myIP);
  server.on("/", handleRoot);
  server.begin();
  Serial.println("HTTP server started");
}

void loop() {
  server.handleClient();
  static int before = -1;
  if (WiFi.softAPgetStationNum() != before) {
    before = WiFi.softAPgetStationNum();
    Serial.printf("stations: %d\n", before);
  }
}
