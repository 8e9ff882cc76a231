// One request a turn; waits for the answer with a time-out of its own and copies it to Serial.
#include <ESP8266WiFi.h>

const char* host = "10.0.2.2";
const uint16_t port = 3001;

void setup() {
  Serial.begin(115200);
  Serial.println();
  WiFi.mode(WIFI_STA);
  WiFi.begin("your-ssid", "your-password");
  while (WiFi.status() != WL_CONNECTED) delay(500);
  Serial.println(WiFi.localIP().toString());
}

void loop() {
  static bool wait = false;
  WiFiClient client;
  if (!client.connect(host, port)) {
    Serial.println("connection failed");
    delay(1000);
    return;
  }
  if (client.connected()) client.println("what is the time?");
  unsigned long since = millis();
  while (client.available() == 0) {
    if (millis() - since > 2000) {
      Serial.println(">>> no answer");
      client.stop();
      delay(500);
      return;
    }
  }
  while (client.available()) {
    char ch = static_cast<char>(client.read());
    Serial.print(ch);
  }
  client.stop();
  if (wait) delay(3000);
  wait = true;
}
