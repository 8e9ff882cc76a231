// The chip's Wi-Fi as sketches know it: the one object `WiFi`, and with it WiFiClient, WiFiServer
// and WiFiUDP. As in the core since 3.0 the radio is off until a sketch turns it on.
//
// What a board in the air of a router process does not have is said where it differs: transmit
// power, PHY mode and sleep are remembered and change nothing; credentials live as long as the
// board runs.
//
// Nothing here touches lwIP before it is called, so globals of a sketch may hold anything of it.
//
// Thread rule: the board's one thread. These wait, and so may not be called from Ticker callbacks
// and Wi-Fi event handlers: waitForConnectResult, scanNetworks (not async), hostByName.
#pragma once

#include <functional>
#include <memory>
#include <stddef.h>
#include <stdint.h>

#include "board/api/ESP8266WiFiType.h"
#include "board/api/IPAddress.h"
#include "board/api/Print.h"
#include "board/api/WString.h"
#include "board/api/WiFiClient.h"
#include "board/api/WiFiServer.h"
#include "board/api/WiFiUdp.h"

/// What an `on...` call returns. The handler is called as long as somebody keeps this.
class WiFiEventHandlerOpaque;
using WiFiEventHandler = std::shared_ptr<WiFiEventHandlerOpaque>;
using WiFiEventCb = void (*)(WiFiEvent_t);

namespace parley::board::api {
/// Names what the board does not have when a sketch calls it.
template <class>
inline constexpr bool exists = false;
}  // namespace parley::board::api

class ESP8266WiFiClass {
 public:
  constexpr ESP8266WiFiClass() = default;
  ESP8266WiFiClass(const ESP8266WiFiClass&) = delete;
  ESP8266WiFiClass& operator=(const ESP8266WiFiClass&) = delete;

  // Mode

  bool mode(WiFiMode_t wanted);
  WiFiMode_t getMode();
  bool enableSTA(bool wanted);
  bool enableAP(bool wanted);
  void persistent(bool wanted);
  bool getPersistent();

  // Station

  /// Turns the station on and joins. WL_CONNECT_FAILED: a name or password of impossible length.
  wl_status_t begin(const char* ssid, const char* password = nullptr, int32_t channel = 0,
                    const uint8_t* bssid = nullptr, bool connect = true);
  wl_status_t begin(const String& ssid, const String& password = String(), int32_t channel = 0,
                    const uint8_t* bssid = nullptr, bool connect = true) {
    return begin(ssid.c_str(), password.c_str(), channel, bssid, connect);
  }
  wl_status_t begin();

  /// Fixed addresses; the second to fourth in the chip's order (gateway, netmask, DNS) or Arduino's
  /// (DNS, gateway, netmask), told apart by which one looks like a netmask. All 0: DHCP again.
  bool config(IPAddress local, IPAddress second, IPAddress third, IPAddress fourth = IPAddress(0U),
              IPAddress dns2 = IPAddress(0U));
  bool config(IPAddress local, IPAddress dns);

  bool reconnect();
  bool disconnect(bool wifi_off = false);
  bool disconnect(bool wifi_off, bool erase_credentials);
  bool isConnected() { return status() == WL_CONNECTED; }

  bool setAutoConnect(bool wanted);
  bool getAutoConnect();
  bool setAutoReconnect(bool wanted);
  bool getAutoReconnect();

  /// Waits while it is not decided. -1: still undecided after `timeout_ms`.
  int8_t waitForConnectResult(unsigned long timeout_ms = 60000);

  wl_status_t status();
  IPAddress localIP();
  IPAddress subnetMask();
  IPAddress gatewayIP();
  IPAddress dnsIP(uint8_t which = 0);
  IPAddress broadcastIP();
  uint8_t* macAddress(uint8_t* into);
  String macAddress();
  String SSID() const;
  String psk() const;
  uint8_t* BSSID();
  uint8_t* BSSID(uint8_t* into);
  String BSSIDstr();
  int8_t RSSI();  // dBm; 31 while there is none
  int32_t channel();

  String hostname();
  String getHostname() { return hostname(); }
  bool hostname(const char* name);
  bool hostname(const String& name) { return hostname(name.c_str()); }
  bool setHostname(const char* name) { return hostname(name); }

  /// 1: found. 0: not.
  int hostByName(const char* name, IPAddress& into);
  int hostByName(const char* name, IPAddress& into, uint32_t timeout_ms);

  // Radio: remembered

  bool setSleepMode(WiFiSleepType_t type, uint8_t listen_interval = 0);
  WiFiSleepType_t getSleepMode();
  uint8_t getListenInterval();
  bool setSleep(bool enabled) { return setSleepMode(enabled ? WIFI_MODEM_SLEEP : WIFI_NONE_SLEEP); }
  bool getSleep() { return getSleepMode() == WIFI_MODEM_SLEEP; }
  void setOutputPower(float dbm);
  bool setPhyMode(WiFiPhyMode_t mode);
  WiFiPhyMode_t getPhyMode();
  bool forceSleepBegin(uint32_t sleep_us = 0);
  bool forceSleepWake();

  // Scan

  /// The number of networks, or WIFI_SCAN_RUNNING / WIFI_SCAN_FAILED.
  int8_t scanNetworks(bool async = false, bool show_hidden = false, uint8_t channel = 0,
                      const uint8_t* ssid = nullptr);
  void scanNetworksAsync(std::function<void(int)> on_complete, bool show_hidden = false);
  int8_t scanComplete();
  void scanDelete();
  String SSID(uint8_t index);
  int32_t RSSI(uint8_t index);
  uint8_t encryptionType(uint8_t index);
  int32_t channel(uint8_t index);
  uint8_t* BSSID(uint8_t index);
  String BSSIDstr(uint8_t index);
  bool isHidden(uint8_t index);
  bool getNetworkInfo(uint8_t index, String& ssid, uint8_t& encryption, int32_t& rssi,
                      uint8_t*& bssid, int32_t& channel, bool& hidden);

  /// Valid until the next call; NULL: there is no such index.
  const bss_info* getScanInfoByIndex(int index);

  // Access point

  /// False: a name or password of impossible length.
  bool softAP(const char* ssid, const char* password = nullptr, int channel = 1, int hidden = 0,
              int stations_max = 4);
  bool softAP(const String& ssid, const String& password = String(), int channel = 1,
              int hidden = 0, int stations_max = 4) {
    return softAP(ssid.c_str(), password.c_str(), channel, hidden, stations_max);
  }
  bool softAPConfig(const IPAddress& own, const IPAddress& gateway, const IPAddress& netmask);
  bool softAPdisconnect(bool wifi_off = false);
  uint8_t softAPgetStationNum();
  IPAddress softAPIP();
  uint8_t* softAPmacAddress(uint8_t* into);
  String softAPmacAddress();
  String softAPSSID() const;
  String softAPPSK() const;

  // Events. A handler runs between two steps of the sketch and may not wait.

  WiFiEventHandler onStationModeConnected(
      std::function<void(const WiFiEventStationModeConnected&)> handler);
  WiFiEventHandler onStationModeDisconnected(
      std::function<void(const WiFiEventStationModeDisconnected&)> handler);

  /// No access point here changes its authentication while a station is joined: never called.
  WiFiEventHandler onStationModeAuthModeChanged(
      std::function<void(const WiFiEventStationModeAuthModeChanged&)> handler);
  WiFiEventHandler onStationModeGotIP(
      std::function<void(const WiFiEventStationModeGotIP&)> handler);
  WiFiEventHandler onStationModeDHCPTimeout(std::function<void()> handler);
  WiFiEventHandler onSoftAPModeStationConnected(
      std::function<void(const WiFiEventSoftAPModeStationConnected&)> handler);
  WiFiEventHandler onSoftAPModeStationDisconnected(
      std::function<void(const WiFiEventSoftAPModeStationDisconnected&)> handler);

  /// Nobody probes in this air: never called, which the board's log says.
  WiFiEventHandler onSoftAPModeProbeRequestReceived(
      std::function<void(const WiFiEventSoftAPModeProbeRequestReceived&)> handler);
  WiFiEventHandler onWiFiModeChange(std::function<void(const WiFiEventModeChange&)> handler);

  /// The core's old way; the handler stays for ever.
  void onEvent(WiFiEventCb handler, WiFiEvent_t what = WIFI_EVENT_ANY);

  void printDiag(Print& to);

  // Not on this board

  template <class T = void>
  bool beginWPSConfig() {
    static_assert(parley::board::api::exists<T>, "WiFi.beginWPSConfig: this board has no WPS");
    return false;
  }
  template <class T = void>
  bool beginSmartConfig() {
    static_assert(parley::board::api::exists<T>,
                  "WiFi.beginSmartConfig: this board has no SmartConfig");
    return false;
  }
};

extern ESP8266WiFiClass WiFi;
