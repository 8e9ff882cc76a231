// Pages that are made when asked for: uptime in a format string, a picture in SVG, a redirect.
#include <ESP8266WebServer.h>
#include <ESP8266WiFi.h>

ESP8266WebServer server(80);

void handleRoot() {
  int sec = millis() / 1000;
  int min = sec / 60;
  int hr = min / 60;
  char temp[400];
  snprintf(temp, sizeof(temp),
           PSTR("<html><head><meta http-equiv='refresh' content='5'/></head>"
                "<body><p>Uptime: %02d:%02d:%02d</p><img src='/test.svg' /></body></html>"),
           hr, min % 60, sec % 60);
  server.send(200, "text/html", temp);
}

void drawGraph() {
  String out;
  out.reserve(2600);
  char temp[70];
  out += F("<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"400\">\n<g>\n");
  int y = rand() % 130;
  for (int x = 10; x < 390; x += 10) {
    int y2 = rand() % 130;
    sprintf(temp, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" />\n", x, 140 - y, x + 10,
            140 - y2);
    out += temp;
    y = y2;
  }
  out += F("</g>\n</svg>\n");
  server.send(200, F("image/svg+xml"), out);
}

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.begin("your-ssid", "your-password");
  while (WiFi.status() != WL_CONNECTED) delay(500);
  server.on("/", handleRoot);
  server.on("/test.svg", drawGraph);
  server.on("/old", []() {
    server.sendHeader("Location", "/");
    server.send(302);
  });
  server.begin();
  Serial.print("HTTP server at ");
  Serial.println(WiFi.localIP());
}

void loop() { server.handleClient(); }
