// Says at compile time what is missing, and what there is instead.
#pragma once

#error \
    "ESP8266httpUpdate.h: Parley's board cannot be updated over the air; start it with the \
new sketch, or use parley board --watch"
