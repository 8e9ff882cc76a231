// The device as a TCP server: it joins the Wi-Fi, waits for one client, says who it is and then
// sends back whatever comes. Connect to it, for example with: parley connect ADDRESS 8000
#include <ESP8266WiFi.h>

const char SSID[] = "Parley";           // your router's name
const char PASSWORD[] = "parley-demo";  // and its password
const uint16_t PORT = 8000;

WiFiServer server(PORT);  // the core listens with SO_REUSEADDR, so a reset board can listen again
WiFiClient client;
enum { WAITING, TALKING, ENDED } state = WAITING;

// Whether it went well or not, a reset begins anew.
void end(const char* words) {
  Serial.println(words);
  client.stop();
  server.close();
  WiFi.disconnect();
  state = ENDED;
}

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  while (WiFi.status() != WL_CONNECTED) delay(100);

  server.begin();
  if (server.status() == 0) return end("Close TCP-Server, please reset.");  // it is closed
  Serial.println("tcp waiting...");
  Serial.printf("Server IP: %s    Port: %u\n", WiFi.localIP().toString().c_str(), PORT);
  Serial.println("accepting.....");
}

void loop() {
  static uint8_t bytes[1024];
  if (state == ENDED) {
    delay(1000);
  } else if (WiFi.status() != WL_CONNECTED) {
    end("Close TCP-Server, please reset.");  // nobody can reach it any more
  } else if (state == WAITING) {
    client = server.accept();
    if (!client) return;
    state = TALKING;
    Serial.printf("('%s', %u) connected\n", client.remoteIP().toString().c_str(),
                  client.remotePort());
    if (client.print("I am Server") == 0) end("Close TCP-Server, please reset.");
  } else if (client.available() > 0) {
    const size_t count = client.read(bytes, sizeof bytes);
    Serial.write(bytes, count);
    Serial.println();
    if (client.write(bytes, count) != count) end("Close TCP-Server, please reset.");
  } else if (!client.connected()) {
    end("close socket");  // the client has left
  }
}
