// Says at compile time what is missing, and what there is instead.
#pragma once

#error \
    "SoftwareSerial.h: Parley's board has no SoftwareSerial: nothing can be connected to the \
pins of Parley's board; use Serial"
