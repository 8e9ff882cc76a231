// Does not compile: the compiler must point at line 6 of this very file.
void setup() {
  Serial.begin(115200);
  int counter = 0;
  counter++;
  Serial.println(conuter);
}

void loop() {}
