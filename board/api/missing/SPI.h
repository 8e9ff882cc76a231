// Says at compile time what is missing, and what there is instead.
#pragma once

#error "SPI.h: Parley's board has no SPI: nothing can be connected to the pins of Parley's board"
