// The WiFi object: scan and access point.
#include <string.h>
#include <utility>

#include "board/api/ESP8266WiFi.h"
#include "board/api/wifi_access_point.h"
#include "board/api/wifi_radio.h"
#include "board/api/wifi_scan.h"
#include "board/api/wifi_text.h"
#include "board/stack/pump.h"

namespace api = parley::board::api;
namespace port = parley::board::port;
namespace stack = parley::board::stack;
using parley::board::api::access_point;
using parley::board::api::scan;

namespace {

// A chip listens some 100 ms on each of 13 channels; a router process answers at once, or is gone.
constexpr uint64_t scan_timeout_us = 10'000'000;

constexpr size_t password_bytes_min = 8;  // IEEE 802.11, annex J.4.1

}  // namespace

// Scan

int8_t ESP8266WiFiClass::scanNetworks(bool async, bool show_hidden, uint8_t channel,
                                      const uint8_t* ssid) {
  if (scan().running()) return WIFI_SCAN_RUNNING;
  enableSTA(true);
  scan().start(show_hidden, channel, reinterpret_cast<const char*>(ssid), nullptr);
  if (async) return WIFI_SCAN_RUNNING;
  const auto done = [](void*) { return !scan().running(); };
  if (!stack::pump_until(port::micros() + scan_timeout_us, done, nullptr)) scan().give_up();
  return scan().outcome();
}

void ESP8266WiFiClass::scanNetworksAsync(std::function<void(int)> on_complete, bool show_hidden) {
  if (scan().running()) return;
  enableSTA(true);
  scan().start(show_hidden, 0, nullptr, std::move(on_complete));
}

int8_t ESP8266WiFiClass::scanComplete() {
  return scan().outcome();
}
void ESP8266WiFiClass::scanDelete() {
  scan().forget();
}

String ESP8266WiFiClass::SSID(uint8_t index) {
  const port::Network* network = scan().network(index);
  return network == nullptr ? String() : String(network->ssid);
}

int32_t ESP8266WiFiClass::RSSI(uint8_t index) {
  const port::Network* network = scan().network(index);
  return network == nullptr ? 0 : network->rssi;
}

uint8_t ESP8266WiFiClass::encryptionType(uint8_t index) {
  const port::Network* network = scan().network(index);
  if (network == nullptr) return 255;
  return network->encrypted ? ENC_TYPE_CCMP : ENC_TYPE_NONE;
}

int32_t ESP8266WiFiClass::channel(uint8_t index) {
  const port::Network* network = scan().network(index);
  return network == nullptr ? 0 : network->channel;
}

uint8_t* ESP8266WiFiClass::BSSID(uint8_t index) {
  const port::Network* network = scan().network(index);
  return network == nullptr ? nullptr : const_cast<uint8_t*>(network->bssid);
}

String ESP8266WiFiClass::BSSIDstr(uint8_t index) {
  const uint8_t* bssid = BSSID(index);
  return bssid == nullptr ? String() : api::mac_text(bssid);
}

bool ESP8266WiFiClass::isHidden(uint8_t index) {
  const port::Network* network = scan().network(index);
  return network != nullptr && network->hidden;
}

bool ESP8266WiFiClass::getNetworkInfo(uint8_t index, String& ssid, uint8_t& encryption,
                                      int32_t& rssi, uint8_t*& bssid, int32_t& channel,
                                      bool& hidden) {
  if (scan().network(index) == nullptr) return false;
  ssid = SSID(index);
  encryption = encryptionType(index);
  rssi = RSSI(index);
  bssid = BSSID(index);
  channel = this->channel(index);
  hidden = isHidden(index);
  return true;
}

const bss_info* ESP8266WiFiClass::getScanInfoByIndex(int index) {
  static constinit bss_info info = {};
  const port::Network* network = index < 0 ? nullptr : scan().network(static_cast<size_t>(index));
  if (network == nullptr) return nullptr;
  info = {};
  memcpy(info.bssid, network->bssid, sizeof info.bssid);
  info.ssid_len = static_cast<uint8_t>(strlen(network->ssid));
  memcpy(info.ssid, network->ssid, info.ssid_len);
  info.channel = network->channel;
  info.rssi = network->rssi;
  info.authmode = network->encrypted ? AUTH_MODE_WPA2_PSK : AUTH_MODE_OPEN;
  info.is_hidden = network->hidden ? 1 : 0;
  info.phy_11b = info.phy_11g = info.phy_11n = 1;
  return &info;
}

// Access point

bool ESP8266WiFiClass::softAP(const char* ssid, const char* password, int channel, int hidden,
                              int stations_max) {
  const size_t name_bytes = ssid == nullptr ? 0 : strlen(ssid);
  const size_t password_bytes = password == nullptr ? 0 : strlen(password);
  port::NetworkWish wish = {};
  if (name_bytes == 0 || name_bytes > port::ssid_bytes_max) return false;
  if (password_bytes > port::password_bytes_max) return false;
  if (password_bytes > 0 && password_bytes < password_bytes_min) return false;
  memcpy(wish.ssid, ssid, name_bytes);
  if (password_bytes > 0) memcpy(wish.password, password, password_bytes);
  wish.channel = static_cast<uint8_t>(channel >= 1 && channel <= 13 ? channel : 1);
  wish.hidden = hidden != 0;
  const int seats = static_cast<int>(api::AccessPoint::stations_max);
  wish.stations_max = static_cast<uint8_t>(stations_max < 1       ? 1
                                           : stations_max > seats ? seats
                                                                  : stations_max);
  access_point().wish(wish);
  return enableAP(true);
}

bool ESP8266WiFiClass::softAPConfig(const IPAddress& own, const IPAddress& gateway,
                                    const IPAddress& netmask) {
  const bool fits = access_point().configure(
      static_cast<uint32_t>(own), static_cast<uint32_t>(gateway), static_cast<uint32_t>(netmask));
  return fits && enableAP(true);
}

bool ESP8266WiFiClass::softAPdisconnect(bool wifi_off) {
  access_point().wish({});
  // Without its own name it is a network that nobody asked for: the chip keeps its radio on,
  // though.
  return wifi_off ? enableAP(false) : true;
}

uint8_t ESP8266WiFiClass::softAPgetStationNum() {
  return static_cast<uint8_t>(access_point().stations());
}

IPAddress ESP8266WiFiClass::softAPIP() {
  return IPAddress(access_point().address());
}

uint8_t* ESP8266WiFiClass::softAPmacAddress(uint8_t* into) {
  port::mac_address(port::Interface::access_point, into);
  return into;
}

String ESP8266WiFiClass::softAPmacAddress() {
  uint8_t mac[6];
  return api::mac_text(softAPmacAddress(mac));
}

String ESP8266WiFiClass::softAPSSID() const {
  return String(access_point().wish().ssid);
}
String ESP8266WiFiClass::softAPPSK() const {
  return String(access_point().wish().password);
}
