// The device as a TCP client: it joins the Wi-Fi, connects to a server, says hello and then sends
// back whatever comes. Start the server first, for example with: parley listen 8888
#include <ESP8266WiFi.h>

const char SSID[] = "Parley";           // your router's name
const char PASSWORD[] = "parley-demo";  // and its password
const char HOST[] = "10.0.2.2";         // the server; 10.0.2.2 is your PC, seen from a Parley board
const uint16_t PORT = 8888;

WiFiClient client;
bool ended = false;

// Nothing more can be done until somebody presses reset.
void fail() {
  Serial.println("TCP close, please reset!");
  client.stop();
  WiFi.disconnect();
  ended = true;
}

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  while (WiFi.status() != WL_CONNECTED) delay(100);

  if (!client.connect(HOST, PORT)) return fail();
  Serial.printf("TCP Connected to: %s : %u\n", HOST, PORT);
  if (client.print("Hello") == 0 || client.print("This is my IP.") == 0) fail();
}

void loop() {
  static uint8_t bytes[1024];
  if (ended) {
    delay(1000);
  } else if (client.available() > 0) {
    const size_t count = client.read(bytes, sizeof bytes);
    Serial.write(bytes, count);
    Serial.println();
    if (client.write(bytes, count) != count) fail();
  } else if (WiFi.status() != WL_CONNECTED) {
    fail();  // the connection is lost with its Wi-Fi
  } else if (!client.connected()) {
    Serial.println("Close socket");  // the server has closed it
    client.stop();
    ended = true;
  }
}
