// What the heap has left, and how much of it in one piece.
#include <Arduino.h>

void tell(const char* what) {
  uint32_t hfree;
  uint32_t hmax;
  uint8_t hfrag;
  ESP.getHeapStats(&hfree, &hmax, &hfrag);
  Serial.printf("%s: %s, largest %s, fragments %s\n", what,
                hfree > 30000 && hfree < 60000 ? "like a chip's" : "not like a chip's",
                hmax <= hfree ? "fits" : "too large", hfrag <= 100 ? "ok" : "over 100");
}

void setup() {
  Serial.begin(115200);
  Serial.println();
  tell("start");
  uint32_t before = ESP.getFreeHeap();
  char* block = new char[10000];
  memset(block, 1, 10000);
  bool taken = before - ESP.getFreeHeap() >= 10000;
  // Its octets are used, or a compiler may leave the whole block out.
  Serial.printf("10000 taken: %s\n", taken && block[millis() % 10000] == 1 ? "seen" : "not seen");
  delete[] block;
  Serial.printf("given back: %s\n", ESP.getFreeHeap() + 200 > before ? "seen" : "not seen");
  void* all = malloc(100000);
  Serial.println(all == nullptr ? "100000 are too many" : "100000 are there");
  free(all);
}

void loop() { delay(1000); }
