// The WiFi object: mode and station. Scan and access point are in ESP8266WiFiAir.cpp, events in
// wifi_events.cpp.
#include "board/api/ESP8266WiFi.h"

#include <string.h>

#include "board/api/resolver.h"
#include "board/api/wifi_radio.h"
#include "board/api/wifi_station.h"
#include "board/api/wifi_text.h"
#include "board/stack/interfaces.h"
#include "board/stack/pump.h"

constinit ESP8266WiFiClass WiFi;

namespace api = parley::board::api;
namespace port = parley::board::port;
namespace stack = parley::board::stack;
using parley::board::api::station;

namespace {

constexpr uint32_t resolve_timeout_ms = 10000;
constexpr int8_t rssi_unknown = 31;  // what the SDK says without a network

// What the chip would do with it has no counterpart in this air.
struct Remembered {
  bool persistent = false;
  bool persistent_said = false;
  bool auto_connect = false;
  WiFiSleepType_t sleep = WIFI_MODEM_SLEEP;
  uint8_t listen_interval = 0;
  WiFiPhyMode_t phy = WIFI_PHY_MODE_11N;
  uint8_t bssid[6] = {};  // what BSSID() points to
};
constinit Remembered remembered;

/// False: it does not fit.
bool copy(char* into, size_t room, const char* text) {
  const size_t count = text == nullptr ? 0 : strlen(text);
  if (count >= room) return false;
  if (count > 0) memcpy(into, text, count);
  into[count] = '\0';
  return true;
}

}  // namespace

// Mode

bool ESP8266WiFiClass::mode(WiFiMode_t wanted) {
  api::wifi_mode(wanted);
  return true;
}

WiFiMode_t ESP8266WiFiClass::getMode() {
  return api::wifi_mode();
}

bool ESP8266WiFiClass::enableSTA(bool wanted) {
  const int now = getMode();
  return mode(static_cast<WiFiMode_t>(wanted ? now | WIFI_STA : now & ~WIFI_STA));
}

bool ESP8266WiFiClass::enableAP(bool wanted) {
  const int now = getMode();
  return mode(static_cast<WiFiMode_t>(wanted ? now | WIFI_AP : now & ~WIFI_AP));
}

void ESP8266WiFiClass::persistent(bool wanted) {
  if (wanted && !remembered.persistent_said) {
    port::log(
        "WiFi.persistent(true): this board forgets Wi-Fi names and passwords when it restarts");
    remembered.persistent_said = true;
  }
  remembered.persistent = wanted;
}

bool ESP8266WiFiClass::getPersistent() {
  return remembered.persistent;
}

bool ESP8266WiFiClass::forceSleepBegin(uint32_t) {
  return mode(WIFI_OFF);
}
bool ESP8266WiFiClass::forceSleepWake() {
  return true;
}

// Station

wl_status_t ESP8266WiFiClass::begin(const char* ssid, const char* password, int32_t channel,
                                    const uint8_t* bssid, bool connect) {
  enableSTA(true);
  port::NetworkWish wish = {};
  if (ssid == nullptr || ssid[0] == '\0' || !copy(wish.ssid, sizeof wish.ssid, ssid) ||
      !copy(wish.password, sizeof wish.password, password)) {
    return WL_CONNECT_FAILED;
  }
  if (channel > 0 && channel <= 13) wish.channel = static_cast<uint8_t>(channel);
  if (bssid != nullptr) {
    wish.bssid_wanted = true;
    memcpy(wish.bssid, bssid, sizeof wish.bssid);
  }
  station().wish(wish);
  if (connect && !station().connect()) return WL_CONNECT_FAILED;
  return status();
}

wl_status_t ESP8266WiFiClass::begin() {
  enableSTA(true);
  if (!station().connect()) return WL_CONNECT_FAILED;
  return status();
}

bool ESP8266WiFiClass::config(IPAddress local, IPAddress second, IPAddress third, IPAddress fourth,
                              IPAddress dns2) {
  enableSTA(true);
  const bool arduino_order = fourth[0] == 255;
  const IPAddress gateway = arduino_order ? third : second;
  const IPAddress netmask = arduino_order ? fourth : third;
  const IPAddress dns1 = arduino_order ? second : fourth;
  const api::Station::Addresses addresses = {
      static_cast<uint32_t>(local),
      static_cast<uint32_t>(netmask),
      static_cast<uint32_t>(gateway),
      {static_cast<uint32_t>(dns1), static_cast<uint32_t>(dns2)}};
  const bool together =
      (addresses.local & addresses.netmask) == (addresses.gateway & addresses.netmask);
  if (addresses.local != 0 && addresses.gateway != 0 && !together) return false;
  station().configure(addresses);
  return true;
}

bool ESP8266WiFiClass::config(IPAddress local, IPAddress dns) {
  if (static_cast<uint32_t>(local) == 0) return config(local, local, local);
  IPAddress gateway = local;
  gateway[3] = 1;
  return config(local, gateway, IPAddress(255, 255, 255, 0), dns);
}

bool ESP8266WiFiClass::reconnect() {
  if (!station().enabled()) return false;
  station().leave();
  return station().connect();
}

bool ESP8266WiFiClass::disconnect(bool wifi_off) {
  return disconnect(wifi_off, remembered.persistent);
}

bool ESP8266WiFiClass::disconnect(bool wifi_off, bool erase_credentials) {
  const bool was_on = station().leave();
  if (erase_credentials) station().wish({});
  if (wifi_off) enableSTA(false);
  return was_on;
}

bool ESP8266WiFiClass::setAutoConnect(bool wanted) {
  remembered.auto_connect = wanted;
  return true;
}

bool ESP8266WiFiClass::getAutoConnect() {
  return remembered.auto_connect;
}

bool ESP8266WiFiClass::setAutoReconnect(bool wanted) {
  station().reconnect(wanted);
  return true;
}

bool ESP8266WiFiClass::getAutoReconnect() {
  return station().reconnects();
}

int8_t ESP8266WiFiClass::waitForConnectResult(unsigned long timeout_ms) {
  if (!station().enabled()) return WL_DISCONNECTED;
  stack::pump_until(
      port::micros() + uint64_t{timeout_ms} * 1000,
      [](void*) { return station().status() != WL_DISCONNECTED; }, nullptr);
  const wl_status_t now = status();
  return now == WL_DISCONNECTED ? int8_t{-1} : static_cast<int8_t>(now);
}

wl_status_t ESP8266WiFiClass::status() {
  return station().status();
}

IPAddress ESP8266WiFiClass::localIP() {
  return IPAddress(station().addresses().local);
}
IPAddress ESP8266WiFiClass::subnetMask() {
  return IPAddress(station().addresses().netmask);
}
IPAddress ESP8266WiFiClass::gatewayIP() {
  return IPAddress(station().addresses().gateway);
}

IPAddress ESP8266WiFiClass::dnsIP(uint8_t which) {
  return IPAddress(which < 2 ? station().addresses().dns[which] : 0U);
}

IPAddress ESP8266WiFiClass::broadcastIP() {
  const auto now = station().addresses();
  return IPAddress(now.local | ~now.netmask);
}

uint8_t* ESP8266WiFiClass::macAddress(uint8_t* into) {
  port::mac_address(port::Interface::station, into);
  return into;
}

String ESP8266WiFiClass::macAddress() {
  uint8_t mac[6];
  return api::mac_text(macAddress(mac));
}

String ESP8266WiFiClass::SSID() const {
  return String(station().wish().ssid);
}
String ESP8266WiFiClass::psk() const {
  return String(station().wish().password);
}

uint8_t* ESP8266WiFiClass::BSSID() {
  return BSSID(remembered.bssid);
}

uint8_t* ESP8266WiFiClass::BSSID(uint8_t* into) {
  const port::Network* network = station().network();
  memset(into, 0, 6);
  if (network != nullptr) memcpy(into, network->bssid, 6);
  return into;
}

String ESP8266WiFiClass::BSSIDstr() {
  return api::mac_text(BSSID());
}

int8_t ESP8266WiFiClass::RSSI() {
  const port::Network* network = station().network();
  return network == nullptr ? rssi_unknown : network->rssi;
}

int32_t ESP8266WiFiClass::channel() {
  const port::Network* network = station().network();
  return network == nullptr ? 0 : network->channel;
}

// Names

String ESP8266WiFiClass::hostname() {
  return String(stack::hostname());
}

bool ESP8266WiFiClass::hostname(const char* name) {
  constexpr size_t bytes_max = 32;
  if (name == nullptr || name[0] == '\0' || strlen(name) > bytes_max) return false;
  stack::hostname(name);
  return true;
}

int ESP8266WiFiClass::hostByName(const char* name, IPAddress& into) {
  return hostByName(name, into, resolve_timeout_ms);
}

int ESP8266WiFiClass::hostByName(const char* name, IPAddress& into, uint32_t timeout_ms) {
  uint32_t address = 0;
  if (name == nullptr || !api::resolve(name, &address, nullptr, timeout_ms)) return 0;
  into = IPAddress(address);
  return 1;
}

// Radio: remembered

bool ESP8266WiFiClass::setSleepMode(WiFiSleepType_t type, uint8_t listen_interval) {
  remembered.sleep = type;
  remembered.listen_interval = listen_interval;
  return true;
}

WiFiSleepType_t ESP8266WiFiClass::getSleepMode() {
  return remembered.sleep;
}
uint8_t ESP8266WiFiClass::getListenInterval() {
  return remembered.listen_interval;
}
void ESP8266WiFiClass::setOutputPower(float) {}

bool ESP8266WiFiClass::setPhyMode(WiFiPhyMode_t mode) {
  remembered.phy = mode;
  return true;
}

WiFiPhyMode_t ESP8266WiFiClass::getPhyMode() {
  return remembered.phy;
}

void ESP8266WiFiClass::printDiag(Print& to) {
  static const char* const modes[] = {"NULL", "STA", "AP", "STA+AP"};
  static const char* const phys[] = {"", "B", "G", "N"};
  to.print("Mode: ");
  to.println(modes[getMode()]);
  to.print("PHY mode: ");
  to.println(phys[getPhyMode()]);
  to.print("Channel: ");
  to.println(channel());
  to.print("Status: ");
  to.println(static_cast<int>(status()));
  to.print("Auto connect: ");
  to.println(getAutoConnect() ? 1 : 0);
  to.print("SSID (");
  to.print(static_cast<unsigned int>(SSID().length()));
  to.print("): ");
  to.println(SSID());
  to.print("Passphrase (");
  to.print(static_cast<unsigned int>(psk().length()));
  to.print("): ");
  to.println(psk());
  to.print("BSSID set: ");
  to.println(station().wish().bssid_wanted ? 1 : 0);
}
