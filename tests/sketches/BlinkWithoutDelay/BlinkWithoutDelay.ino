// The LED by millis(), without a delay; and what a pin was told it still knows.
int ledState = LOW;
unsigned long previousMillis = 0;
const long interval = 100;
int changes = 0;

void setup() {
  pinMode(LED_BUILTIN, OUTPUT);
  Serial.begin(9600);
}

void loop() {
  unsigned long currentMillis = millis();
  if (currentMillis - previousMillis >= interval) {
    previousMillis = currentMillis;
    ledState = (ledState == LOW) ? HIGH : LOW;
    digitalWrite(LED_BUILTIN, ledState);
    if (++changes == 10) {
      Serial.print("10 changes, pin ");
      Serial.println(digitalRead(LED_BUILTIN));
      Serial.println(map(512, 0, 1023, 0, 100));
      Serial.println(constrain(300, 0, 255));
    }
  }
}
