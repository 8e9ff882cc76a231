// Updates over the air, which the board does not have.
#include <ArduinoOTA.h>
#include <ESP8266WiFi.h>

void setup() { ArduinoOTA.begin(); }

void loop() { ArduinoOTA.handle(); }
