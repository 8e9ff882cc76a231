// HTTP by hand on a WiFiServer: /gpio/0 and /gpio/1 switch a pin.
#include <ESP8266WiFi.h>

WiFiServer server(80);

void setup() {
  Serial.begin(115200);
  pinMode(LED_BUILTIN, OUTPUT);
  digitalWrite(LED_BUILTIN, 0);
  Serial.print(F("joining "));
  Serial.println(F("your-ssid"));
  WiFi.mode(WIFI_STA);
  WiFi.begin("your-ssid", "your-password");
  while (WiFi.status() != WL_CONNECTED) {
    delay(500);
    Serial.print(F("."));
  }
  Serial.println();
  server.begin();
  Serial.println(F("server up"));
  Serial.println(WiFi.localIP());
}

void loop() {
  WiFiClient client = server.accept();
  if (!client) return;
  Serial.println(F("somebody"));
  client.setTimeout(5000);
  String request = client.readStringUntil('\r');
  Serial.println(request);
  int value;
  if (request.indexOf(F("/gpio/0")) != -1) {
    value = 0;
  } else if (request.indexOf(F("/gpio/1")) != -1) {
    value = 1;
  } else {
    Serial.println(F("what?"));
    value = digitalRead(LED_BUILTIN);
  }
  digitalWrite(LED_BUILTIN, value);
  while (client.available()) client.read();  // octet by octet
  client.print(F("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nthe pin is "));
  client.print(value ? F("high") : F("low"));
  client.print(F("\r\n"));
}
