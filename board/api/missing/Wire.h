// Says at compile time what is missing, and what there is instead.
#pragma once

#error "Wire.h: Parley's board has no I2C: nothing can be connected to the pins of Parley's board"
