// Says at compile time what is missing, and what there is instead.
#pragma once

#error \
    "ESP8266AVRISP.h: Parley's board has no AVRISP: nothing can be connected to the pins of \
Parley's board"
