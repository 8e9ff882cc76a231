// Says at compile time what is missing, and what there is instead.
#pragma once

#error \
    "ESP8266WebServerSecure.h: Parley's board has no TLS yet; use ESP8266WebServer.h without \
encryption"
