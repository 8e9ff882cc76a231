// Says at compile time what is missing, and what there is instead.
#pragma once

#error \
    "WiFiClientSecureBearSSL.h: Parley's board has no TLS yet; use WiFiClient without \
encryption"
