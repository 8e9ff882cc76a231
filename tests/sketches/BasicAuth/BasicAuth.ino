// A page behind a name and a password, a form, and the request's own headers.
#include <ESP8266WebServer.h>
#include <ESP8266WiFi.h>

ESP8266WebServer server(80);

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.begin("your-ssid", "your-password");
  if (WiFi.waitForConnectResult() != WL_CONNECTED) {
    Serial.println("WiFi Connect Failed! Rebooting...");
    delay(1000);
    ESP.restart();
  }
  server.on("/", []() {
    if (!server.authenticate("admin", "esp8266")) {
      return server.requestAuthentication();
    }
    server.send(200, "text/plain", "Login OK");
  });
  server.on("/form", HTTP_POST, []() {
    server.send(200, "text/plain", "name=" + server.arg("name") + " body=" + server.arg("plain"));
  });
  const char* headers[] = {"User-Agent", "X-Board"};
  server.collectHeaders(headers, 2);
  server.on("/headers", []() { server.send(200, "text/plain", server.header("X-Board")); });
  server.begin();
  Serial.print("Open http://");
  Serial.print(WiFi.localIP());
  Serial.println("/ in your browser");
}

void loop() { server.handleClient(); }
