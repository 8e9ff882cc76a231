// How soon a board says anything.
void setup() {
  Serial.begin(115200);
  Serial.print("1");
}

void loop() { delay(1000); }
