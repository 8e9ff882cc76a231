// Says at compile time what is missing, and what there is instead.
#pragma once

#error \
    "OneWire.h: Parley's board has no OneWire: nothing can be connected to the pins of \
Parley's board"
