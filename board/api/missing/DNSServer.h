// Says at compile time what is missing, and what there is instead.
#pragma once

#error "DNSServer.h: Parley's board has no DNSServer yet; use WiFiUDP"
