// Functions used before they are written, in two files: the Arduino builder declares them.
enum Mood { GOOD, BAD };
struct Sample {
  int value;
  Mood mood;
};

void setup() {
  Serial.begin(115200);
  Sample sample = measure(3);
  Serial.println(describe(sample));
  Serial.println(from_the_other_file(4));
  Serial.println(String(3.14159, 3) + " " + String(255, HEX) + " " + String("abc").length());
}

void loop() {}

Sample measure(int value) { return {value, value > 2 ? GOOD : BAD}; }

String describe(const Sample& sample) {
  return String("value ") + sample.value + (sample.mood == GOOD ? ", good" : ", bad");
}
