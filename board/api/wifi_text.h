// Addresses of interfaces as text.
#pragma once

#include <stdint.h>

#include "board/api/WString.h"

namespace parley::board::api {

/// "5C:CF:7F:01:02:03".
String mac_text(const uint8_t mac[6]);

}  // namespace parley::board::api
