// Says at compile time what is missing, and what there is instead.
#pragma once

#error \
    "HTTPClient.h: Parley's board has no HTTPClient yet; use WiFiClient and write the request \
yourself"
