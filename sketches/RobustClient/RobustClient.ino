// A TCP client for years without anybody near it: it comes back after every loss, later and later
// and never in step with its neighbours, and its settings can be changed over Serial.
//
// What it sends is one line every ten seconds; a line that comes is printed.
#include <ESP8266WiFi.h>

#include "Settings.h"

// Until others are saved (see Settings.h). 10.0.2.2 is your PC, seen from a Parley board.
const Settings DEFAULTS = {"Parley", "parley-demo", "10.0.2.2", 8888};

const uint32_t REPORT_MS = 10000;
const uint32_t WAIT_FIRST_MS = 500;   // before the second attempt; then twice as long each time,
const uint32_t WAIT_MOST_MS = 60000;  // up to this
const uint32_t WIFI_TRY_MS = 20000;   // joining may take so long before it is begun anew

SettingsStore settings;
WiFiClient client;
bool talking = false;
uint32_t attempts = 0;      // that failed in a row
uint32_t attempt_at = 0;    // millis() of the last one
uint32_t wait_ms = 0;       // to the next one
uint32_t wifi_since = 0;
uint32_t report_at = 0;
uint32_t reports = 0;

// Full jitter: anything from half the back-off to the whole. A hundred boards whose server came
// back do not all knock at the same moment.
uint32_t next_wait() {
  uint32_t most = WAIT_FIRST_MS;
  for (uint32_t i = 1; i < attempts && most < WAIT_MOST_MS; ++i) most *= 2;
  if (most > WAIT_MOST_MS) most = WAIT_MOST_MS;
  return most / 2 + random(most / 2 + 1);
}

void lost(const char* what) {
  client.stop();
  talking = false;
  ++attempts;
  attempt_at = millis();
  wait_ms = next_wait();
  Serial.printf("%s; again in %u ms\n", what, static_cast<unsigned>(wait_ms));
}

void try_to_connect() {
  if (attempts > 0 && millis() - attempt_at < wait_ms) return;
  if (!client.connect(settings.now.host, settings.now.port)) return lost("no connection");
  client.setNoDelay(true);
  client.keepAlive();  // or a server that lost its power would never be missed
  talking = true;
  attempts = 0;
  report_at = millis() - REPORT_MS;
  Serial.printf("connected to %s : %u\n", settings.now.host, settings.now.port);
}

void talk() {
  while (client.available() > 0) {
    const int octet = client.read();
    if (octet >= 0) Serial.write(static_cast<uint8_t>(octet));
  }
  if (!client.connected()) return lost("the server has gone");
  if (millis() - report_at < REPORT_MS) return;
  report_at = millis();
  char line[64];
  const int length = snprintf(line, sizeof line, "report %u, up for %u s, A0 %d\n",
                              static_cast<unsigned>(++reports),
                              static_cast<unsigned>(millis() / 1000), analogRead(A0));
  if (client.write(line, length) != static_cast<size_t>(length)) lost("the server takes nothing");
}

void setup() {
  Serial.begin(115200);
  Serial.println();
  settings.begin(DEFAULTS);
  WiFi.mode(WIFI_STA);
  WiFi.persistent(false);  // no write to the flash at each start
  WiFi.setAutoReconnect(true);
  WiFi.begin(settings.now.ssid, settings.now.password);
  wifi_since = millis();
}

void loop() {
  settings.poll();
  if (WiFi.status() == WL_CONNECTED) {
    wifi_since = millis();
    if (talking) {
      talk();
    } else {
      try_to_connect();
    }
  } else if (millis() - wifi_since > WIFI_TRY_MS) {
    Serial.println("no Wi-Fi; joining anew");
    WiFi.disconnect();
    WiFi.begin(settings.now.ssid, settings.now.password);
    wifi_since = millis();
  }
  delay(1);
}
