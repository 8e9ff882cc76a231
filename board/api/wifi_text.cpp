#include "board/api/wifi_text.h"

#include <stdio.h>

namespace parley::board::api {

String mac_text(const uint8_t mac[6]) {
  char text[18];
  snprintf(text, sizeof text, "%02X:%02X:%02X:%02X:%02X:%02X", mac[0], mac[1], mac[2], mac[3],
           mac[4], mac[5]);
  return String(text);
}

}  // namespace parley::board::api
