// Stream's parsers on Serial and on a StreamString.
#include <StreamString.h>

void setup() {
  Serial.begin(115200);
  Serial.setTimeout(2000);
  StreamString text;
  text.print("distance=42cm; angle=-7.5deg; name=north\n");
  text.find("distance=");
  Serial.printf("\ndistance %d\n", (int)text.parseInt());
  text.findUntil("angle=", "\n");
  Serial.print("angle ");
  Serial.println(text.parseFloat(), 2);
  text.find('=');
  Serial.println(text.readStringUntil('\n'));
  Serial.println("type two numbers");
}

void loop() {
  if (Serial.available() > 0) {
    long a = Serial.parseInt();
    long b = Serial.parseInt();
    Serial.print("sum ");
    Serial.println(a + b);
    Serial.println(a + b, HEX);
    Serial.println(a + b, BIN);
    while (Serial.available()) Serial.read();
  }
}
