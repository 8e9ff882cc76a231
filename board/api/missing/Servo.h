// Says at compile time what is missing, and what there is instead.
#pragma once

#error \
    "Servo.h: Parley's board has no Servo: nothing can be connected to the pins of Parley's \
board; analogWrite and digitalWrite are remembered"
