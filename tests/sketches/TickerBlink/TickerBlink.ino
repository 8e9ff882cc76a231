// Two tickers, one with an argument; the callbacks only do what is short.
#include <Ticker.h>

Ticker flipper, counter, once;
int count = 0;
volatile int ticks = 0;

void flip() {
  int state = digitalRead(1 + 1);
  digitalWrite(2, !state);
  ++count;
  if (count == 20) flipper.attach(0.1f, flip);
  if (count == 40) flipper.detach();
}

void add(int what) { ticks += what; }

void setup() {
  Serial.begin(115200);
  pinMode(2, OUTPUT);
  digitalWrite(2, LOW);
  flipper.attach(0.05f, flip);
  counter.attach_ms(100, add, 2);
  once.once_ms(300, []() { Serial.println("once"); });
}

void loop() {
  if (!flipper.active()) {
    counter.detach();
    Serial.printf("flipped %d times, ticks %d\n", count, ticks);
    while (true) delay(1000);
  }
  delay(10);
}
