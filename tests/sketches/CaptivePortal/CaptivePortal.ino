// A DNS server that answers every name with the board, which the board does not have.
#include <DNSServer.h>
#include <ESP8266WebServer.h>
#include <ESP8266WiFi.h>

DNSServer dnsServer;

void setup() {
  WiFi.softAP("portal");
  dnsServer.start(53, "*", WiFi.softAPIP());
}

void loop() { dnsServer.processNextRequest(); }
