// Joins the best of several networks, sends one line, prints the answer's first line, and again.
#include <Arduino.h>
#include <ESP8266WiFi.h>
#include <ESP8266WiFiMulti.h>

#ifndef STASSID
#define STASSID "your-ssid"
#define STAPSK "your-password"
#endif

const char* host = "10.0.2.2";
const uint16_t port = 3000;

ESP8266WiFiMulti wifiMulti;

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  wifiMulti.addAP(STASSID, STAPSK);
  Serial.print("\nWiFi ");
  while (wifiMulti.run() != WL_CONNECTED) {
    Serial.print(".");
    delay(500);
  }
  Serial.println("joined, address");
  Serial.println(WiFi.localIP());
  delay(500);
}

void loop() {
  Serial.printf("connecting to %s:%u\n", host, port);
  WiFiClient client;
  if (!client.connect(host, port)) {
    Serial.println("no connection, 5 s of pause");
    delay(5000);
    return;
  }
  client.println("hello from the board");
  Serial.println("answer:");
  String line = client.readStringUntil('\r');
  Serial.println(line);
  Serial.println("closing");
  client.stop();
  Serial.println("pause");
  delay(1000);
}
