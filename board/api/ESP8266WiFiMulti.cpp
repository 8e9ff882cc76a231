#include "board/api/ESP8266WiFiMulti.h"

#include <string.h>

bool ESP8266WiFiMulti::addAP(const char* ssid, const char* password) {
  if (ssid == nullptr || ssid[0] == '\0' || strlen(ssid) > 32) return false;
  if (password != nullptr && strlen(password) > 64) return false;
  if (!existsAP(ssid, password)) {
    known_.push_back({String(ssid), String(password == nullptr ? "" : password)});
  }
  return true;
}

bool ESP8266WiFiMulti::existsAP(const char* ssid, const char* password) const {
  for (const Known& known : known_) {
    const bool same_password = password == nullptr || known.password == password;
    if (known.ssid == ssid && same_password) return true;
  }
  return false;
}

wl_status_t ESP8266WiFiMulti::join(const Known& known, uint32_t timeout_ms) {
  WiFi.begin(known.ssid, known.password);
  WiFi.waitForConnectResult(timeout_ms);
  return WiFi.status();
}

wl_status_t ESP8266WiFiMulti::run(uint32_t timeout_ms) {
  if (WiFi.status() == WL_CONNECTED) return WL_CONNECTED;
  if (known_.empty()) return WL_NO_SSID_AVAIL;
  WiFi.disconnect();
  const int8_t found = WiFi.scanNetworks(false, true);
  wl_status_t status = WL_NO_SSID_AVAIL;
  std::vector<bool> tried(known_.size(), false);
  // A scan's networks come strongest first.
  for (int i = 0; i < found; ++i) {
    const String shown = WiFi.SSID(static_cast<uint8_t>(i));
    for (size_t k = 0; k < known_.size(); ++k) {
      if (tried[k] || known_[k].ssid != shown) continue;
      tried[k] = true;
      status = join(known_[k], timeout_ms);
      if (status == WL_CONNECTED) return status;
    }
  }
  for (size_t k = 0; k < known_.size(); ++k) {
    if (tried[k]) continue;
    status = join(known_[k], timeout_ms);
    if (status == WL_CONNECTED) return status;
  }
  return status;
}
