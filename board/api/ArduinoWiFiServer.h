// The name under which sketches include ArduinoWiFiServer.
#pragma once

#include "board/api/WiFiServer.h"
