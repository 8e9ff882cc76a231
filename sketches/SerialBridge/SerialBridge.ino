// Telnet to serial: what comes on Serial goes to every TCP client, and what a client sends goes to
// Serial. For a device without a network of its own: connect the board to its RX and TX.
//
//   telnet ADDRESS     or     parley connect ADDRESS 23
#include <ESP8266WiFi.h>

const char SSID[] = "Parley";
const char PASSWORD[] = "parley-demo";
const uint16_t PORT = 23;
const uint32_t BAUD = 115200;  // as the device at the other end of the wires has it
const int CLIENTS_MOST = 3;

// RFC 854: commands begin with the octet IAC, and one that is data comes twice.
const uint8_t IAC = 255, SB = 250, SE = 240, WILL = 251, DONT = 254;
enum Telnet : uint8_t { DATA, COMMAND, OPTION, INSIDE, INSIDE_IAC };

WiFiServer server(PORT);
WiFiClient clients[CLIENTS_MOST];
Telnet telnet[CLIENTS_MOST];

// One octet of a client; true if it is data.
bool is_data(Telnet& state, uint8_t octet) {
  switch (state) {
    case DATA:
      if (octet != IAC) return true;
      state = COMMAND;
      return false;
    case COMMAND:
      state = octet == SB ? INSIDE : octet >= WILL && octet <= DONT ? OPTION : DATA;
      return octet == IAC;
    case OPTION:  // WILL, WONT, DO or DONT something: nothing is negotiated here
      state = DATA;
      return false;
    case INSIDE:
      if (octet == IAC) state = INSIDE_IAC;
      return false;
    case INSIDE_IAC:
      state = octet == SE ? DATA : INSIDE;
      return false;
  }
  return false;
}

void accept_one() {
  WiFiClient client = server.accept();
  if (!client) return;
  for (int i = 0; i < CLIENTS_MOST; ++i) {
    if (clients[i].connected()) continue;
    clients[i].stop();
    clients[i] = client;
    clients[i].setNoDelay(true);
    telnet[i] = DATA;
    return;
  }
  client.print("busy\r\n");
  client.stop();
}

// No more is taken from a client than Serial has room for, so that nobody waits.
void from_client(int number) {
  int room = Serial.availableForWrite();
  while (room > 0 && clients[number].available() > 0) {
    const uint8_t octet = static_cast<uint8_t>(clients[number].read());
    if (!is_data(telnet[number], octet)) continue;
    Serial.write(octet);
    --room;
  }
}

// What comes within a few milliseconds goes together: each packet waits for its acknowledgement in
// one of few places, and octets that come one by one would soon fill them.
void from_serial() {
  static uint8_t bytes[256];
  static uint32_t sent_at = 0;
  if (Serial.available() < 64 && millis() - sent_at < 5) return;
  sent_at = millis();
  size_t count = 0;
  while (Serial.available() > 0 && count + 2 <= sizeof bytes) {
    const uint8_t octet = static_cast<uint8_t>(Serial.read());
    if (octet == IAC) bytes[count++] = IAC;
    bytes[count++] = octet;
  }
  if (count == 0) return;
  for (int i = 0; i < CLIENTS_MOST; ++i) {
    // The device's octets do not wait for a client that does not read.
    if (clients[i].connected() && static_cast<size_t>(clients[i].availableForWrite()) >= count) {
      clients[i].write(bytes, count);
    }
  }
}

void setup() {
  Serial.setRxBufferSize(1024);  // what comes while a packet is on its way
  Serial.begin(BAUD);
  WiFi.mode(WIFI_STA);
  WiFi.begin(SSID, PASSWORD);
  while (WiFi.status() != WL_CONNECTED) delay(100);
  server.begin();
  server.setNoDelay(true);
  // Only once, at the start: from here on Serial belongs to the device.
  Serial.printf("bridge: %s : %u\n", WiFi.localIP().toString().c_str(), PORT);
}

void loop() {
  accept_one();
  for (int i = 0; i < CLIENTS_MOST; ++i) from_client(i);
  from_serial();
  yield();
}
