// An address of its own choice instead of DHCP's.
#include <ESP8266WiFi.h>

IPAddress staticIP(10, 0, 2, 77);
IPAddress gateway(10, 0, 2, 2);
IPAddress subnet(255, 255, 255, 0);

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.config(staticIP, gateway, subnet, gateway);
  WiFi.hostname("static-board");
  WiFi.begin("your-ssid", "your-password");
  while (WiFi.status() != WL_CONNECTED) delay(100);
  Serial.print("\naddress ");
  Serial.println(WiFi.localIP());
  Serial.print("gateway ");
  Serial.println(WiFi.gatewayIP());
  Serial.print("name ");
  Serial.println(WiFi.hostname());
  WiFiClient client;
  Serial.println(client.connect("10.0.2.2", 3000) ? "connected" : "not connected");
  client.print("static");
  client.stop();
}

void loop() {}
