// Stand-in for the starter kit's client sketch: the same calls in the same order, own words.
#include <ESP8266WiFi.h>

#define REMOTE_IP "********"
#define REMOTE_PORT 8888

const char *ssid = "********";
const char *password = "********";

WiFiClient client;

void setup() {
  Serial.begin(115200);
  delay(10);
  WiFi.begin(ssid, password);
  Serial.print("\nWaiting for WiFi ");
  while (WiFi.status() != WL_CONNECTED) {
    Serial.print(".");
    delay(500);
  }
  Serial.println("");
  Serial.println("WiFi is there");
  Serial.print("My address: ");
  Serial.println(WiFi.localIP());
  delay(500);

  Serial.print("Going to ");
  Serial.println(REMOTE_IP);
  while (!client.connect(REMOTE_IP, REMOTE_PORT)) {
    Serial.println("Connection failed.");
    Serial.println("Once more.");
  }
  Serial.println("There.");
  client.print("Hello\n");
  client.print("This is my IP.\n");
}

void loop() {
  if (client.available() > 0) {
    String line = client.readString();
    Serial.println(line);
  }
  if (Serial.available() > 0) {
    String line = Serial.readString();
    client.print(line);
  }
  if (!client.connected()) {
    Serial.println("The server has gone.");
    client.stop();
    WiFi.disconnect();
    while (true) delay(1000);
  }
}
