// A small web page: it shows what A0 reads and switches the LED. Open http://ADDRESS/ in a browser.
//
// The page asks for the state as JSON, so a program can do the same:
//   curl http://ADDRESS/state      curl -d on=1 http://ADDRESS/led
#include <ESP8266WebServer.h>
#include <ESP8266WiFi.h>

const char SSID[] = "Parley";
const char PASSWORD[] = "parley-demo";

ESP8266WebServer server(80);

// The LED of most boards lights when its pin is low.
const int LED_ON = LOW;

const char PAGE[] PROGMEM = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Board</title>
<style>
body { font-family: sans-serif; margin: 2em auto; max-width: 20em; text-align: center }
output { display: block; font-size: 4em }
button { font-size: 1.2em; padding: .5em 2em }
</style>
</head>
<body>
<p>A0 reads <output id="value">-</output></p>
<button id="led">LED</button>
<script>
const show = state => {
  document.getElementById('value').textContent = state.a0;
  document.getElementById('led').textContent = state.led ? 'LED off' : 'LED on';
  document.getElementById('led').onclick = () =>
    fetch('/led', {method: 'POST', body: new URLSearchParams({on: state.led ? 0 : 1})}).then(ask);
};
const ask = () => fetch('/state').then(answer => answer.json()).then(show);
setInterval(ask, 1000);
ask();
</script>
</body>
</html>
)";

void send_state() {
  char json[48];
  snprintf(json, sizeof json, "{\"a0\":%d,\"led\":%s}", analogRead(A0),
           digitalRead(LED_BUILTIN) == LED_ON ? "true" : "false");
  server.sendHeader("Cache-Control", "no-store");
  server.send(200, "application/json", json);
}

void switch_led() {
  if (!server.hasArg("on")) return server.send(400, "text/plain", "on=1 or on=0 is missing\n");
  digitalWrite(LED_BUILTIN, server.arg("on") == "1" ? LED_ON : !LED_ON);
  send_state();
}

void setup() {
  Serial.begin(115200);
  pinMode(LED_BUILTIN, OUTPUT);
  digitalWrite(LED_BUILTIN, !LED_ON);
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  while (WiFi.status() != WL_CONNECTED) delay(100);
  server.on("/", HTTP_GET, []() { server.send_P(200, "text/html", PAGE); });
  server.on("/state", HTTP_GET, send_state);
  server.on("/led", HTTP_POST, switch_led);
  server.onNotFound([]() {
    server.send(404, "text/plain", "there is nothing at " + server.uri() + "\n");
  });
  server.begin();
  Serial.printf("page at http://%s/\n", WiFi.localIP().toString().c_str());
}

void loop() {
  server.handleClient();
}
