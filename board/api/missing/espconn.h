// Says at compile time what is missing, and what there is instead.
#pragma once

#error \
    "espconn.h: Parley's board has no espconn of the SDK; use WiFiClient, WiFiServer and \
WiFiUDP"
