// A TCP server for several clients at once: what one says, all others hear. One that does not read is
// dropped and never holds up the others; when the Wi-Fi comes back, so does the server.
#include <ESP8266WiFi.h>

#include "Settings.h"

// Until others are saved (see Settings.h). The host is not used here.
const Settings DEFAULTS = {"Parley", "parley-demo", "-", 8000};

const int CLIENTS_MOST = 4;          // each costs up to 3 KB of heap while it has unread data
const uint32_t SILENCE_MS = 600000;  // a client that says nothing for so long has to go
const uint32_t WIFI_TRY_MS = 20000;

SettingsStore settings;
WiFiServer server(DEFAULTS.port);
WiFiClient clients[CLIENTS_MOST];
bool here[CLIENTS_MOST];
uint32_t heard_at[CLIENTS_MOST];
bool listening = false;
uint32_t wifi_since = 0;

void drop(int number, const char* why) {
  Serial.printf("client %d %s\n", number + 1, why);
  clients[number].stop();
  here[number] = false;
}

void accept_one() {
  WiFiClient client = server.accept();
  if (!client) return;
  for (int i = 0; i < CLIENTS_MOST; ++i) {
    if (here[i]) continue;
    here[i] = true;
    clients[i] = client;
    clients[i].setNoDelay(true);
    clients[i].keepAlive();
    heard_at[i] = millis();
    Serial.printf("client %d came from %s : %u\n", i + 1,
                  clients[i].remoteIP().toString().c_str(), clients[i].remotePort());
    clients[i].printf("I am Server, you are client %d\n", i + 1);
    return;
  }
  client.print("full\n");
  client.stop();
  Serial.println("another client came and was sent away: full");
}

void hand_on(int from, const uint8_t* bytes, size_t count) {
  for (int i = 0; i < CLIENTS_MOST; ++i) {
    if (!here[i]) continue;
    // Writing more than there is room for would wait, and all others would wait with it.
    if (static_cast<size_t>(clients[i].availableForWrite()) < count) {
      drop(i, "does not read and was dropped");
    } else if (i != from) {
      clients[i].write(bytes, count);
    }
  }
}

void serve(int number) {
  static uint8_t bytes[256];
  WiFiClient& client = clients[number];
  if (client.available() > 0) {
    const size_t count = client.read(bytes, sizeof bytes);
    heard_at[number] = millis();
    Serial.write(bytes, count);
    hand_on(number, bytes, count);
  } else if (!client.connected()) {
    drop(number, "left");
  } else if (millis() - heard_at[number] > SILENCE_MS) {
    drop(number, "was silent for too long");
  }
}

void setup() {
  Serial.begin(115200);
  Serial.println();
  settings.begin(DEFAULTS);
  WiFi.mode(WIFI_STA);
  WiFi.persistent(false);
  WiFi.setAutoReconnect(true);
  WiFi.begin(settings.now.ssid, settings.now.password);
  wifi_since = millis();
}

void watch_wifi() {
  if (WiFi.status() == WL_CONNECTED) {
    wifi_since = millis();
    if (!listening) {
      server.begin(settings.now.port);
      listening = true;
      Serial.printf("listening on %s : %u\n", WiFi.localIP().toString().c_str(),
                    settings.now.port);
    }
    return;
  }
  if (listening) {
    Serial.println("no Wi-Fi any more");
    server.close();
    listening = false;
  }
  if (millis() - wifi_since > WIFI_TRY_MS) {
    Serial.println("no Wi-Fi; joining anew");
    WiFi.disconnect();
    WiFi.begin(settings.now.ssid, settings.now.password);
    wifi_since = millis();
  }
}

void loop() {
  settings.poll();
  watch_wifi();
  if (listening) accept_one();
  for (int i = 0; i < CLIENTS_MOST; ++i) {
    if (here[i]) serve(i);
  }
  delay(1);
}
