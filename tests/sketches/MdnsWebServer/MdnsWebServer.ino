// A web server by hand that tells its name by multicast DNS.
#include <ESP8266WiFi.h>
#include <ESP8266mDNS.h>

WiFiServer server(80);

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.begin("your-ssid", "your-password");
  while (WiFi.status() != WL_CONNECTED) delay(500);
  if (!MDNS.begin("esp8266")) {
    Serial.println("Error setting up MDNS responder!");
    while (1) delay(1000);
  }
  Serial.println("mDNS responder started");
  server.begin();
  MDNS.addService("http", "tcp", 80);
  Serial.println("server up");
}

void loop() {
  MDNS.update();
  WiFiClient client = server.accept();
  if (!client) return;
  while (client.connected() && !client.available()) delay(1);
  String req = client.readStringUntil('\r');
  int addr_start = req.indexOf(' ');
  int addr_end = req.indexOf(' ', addr_start + 1);
  if (addr_start == -1 || addr_end == -1) {
    Serial.print("Invalid request: ");
    Serial.println(req);
    return;
  }
  req = req.substring(addr_start + 1, addr_end);
  Serial.println(req);
  client.flush();
  String s = req == "/" ? "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nHello from " +
                              WiFi.localIP().toString() + "\r\n"
                        : String("HTTP/1.1 404 Not Found\r\n\r\n");
  client.print(s);
}
