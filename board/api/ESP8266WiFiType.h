// Names and numbers of Wi-Fi as sketches spell them. The numbers of `wl_status_t` and of the
// reasons are printed and compared by sketches, so they are the chip's.
#pragma once

#include <stdint.h>

#include "board/api/IPAddress.h"
#include "board/api/WString.h"

enum WiFiMode_t { WIFI_OFF = 0, WIFI_STA = 1, WIFI_AP = 2, WIFI_AP_STA = 3 };
using WiFiMode = WiFiMode_t;

enum WiFiPhyMode_t { WIFI_PHY_MODE_11B = 1, WIFI_PHY_MODE_11G = 2, WIFI_PHY_MODE_11N = 3 };

enum WiFiSleepType_t { WIFI_NONE_SLEEP = 0, WIFI_LIGHT_SLEEP = 1, WIFI_MODEM_SLEEP = 2 };

/// Status of the station.
enum wl_status_t {
  WL_NO_SHIELD = 255,
  WL_IDLE_STATUS = 0,
  WL_NO_SSID_AVAIL = 1,
  WL_SCAN_COMPLETED = 2,
  WL_CONNECTED = 3,
  WL_CONNECT_FAILED = 4,
  WL_CONNECTION_LOST = 5,
  WL_WRONG_PASSWORD = 6,
  WL_DISCONNECTED = 7,
};

/// Encryption of a network (the numbers are IEEE 802.11's cipher suites, 7 and 8 Arduino's).
enum wl_enc_type {
  ENC_TYPE_TKIP = 2,
  ENC_TYPE_CCMP = 4,
  ENC_TYPE_WEP = 5,
  ENC_TYPE_NONE = 7,
  ENC_TYPE_AUTO = 8,
};

#define WL_SSID_MAX_LENGTH 32
#define WL_WPA_KEY_MAX_LENGTH 63
#define WL_MAC_ADDR_LENGTH 6

/// Results of a scan that are no count.
#define WIFI_SCAN_RUNNING (-1)
#define WIFI_SCAN_FAILED (-2)

/// Up to 200 IEEE 802.11's reason codes (9.4.1.7), the others the chip's own.
enum WiFiDisconnectReason {
  WIFI_DISCONNECT_REASON_UNSPECIFIED = 1,
  WIFI_DISCONNECT_REASON_AUTH_EXPIRE = 2,
  WIFI_DISCONNECT_REASON_AUTH_LEAVE = 3,
  WIFI_DISCONNECT_REASON_ASSOC_EXPIRE = 4,
  WIFI_DISCONNECT_REASON_ASSOC_TOOMANY = 5,
  WIFI_DISCONNECT_REASON_NOT_AUTHED = 6,
  WIFI_DISCONNECT_REASON_NOT_ASSOCED = 7,
  WIFI_DISCONNECT_REASON_ASSOC_LEAVE = 8,
  WIFI_DISCONNECT_REASON_ASSOC_NOT_AUTHED = 9,
  WIFI_DISCONNECT_REASON_DISASSOC_PWRCAP_BAD = 10,
  WIFI_DISCONNECT_REASON_DISASSOC_SUPCHAN_BAD = 11,
  WIFI_DISCONNECT_REASON_IE_INVALID = 13,
  WIFI_DISCONNECT_REASON_MIC_FAILURE = 14,
  WIFI_DISCONNECT_REASON_4WAY_HANDSHAKE_TIMEOUT = 15,
  WIFI_DISCONNECT_REASON_GROUP_KEY_UPDATE_TIMEOUT = 16,
  WIFI_DISCONNECT_REASON_IE_IN_4WAY_DIFFERS = 17,
  WIFI_DISCONNECT_REASON_GROUP_CIPHER_INVALID = 18,
  WIFI_DISCONNECT_REASON_PAIRWISE_CIPHER_INVALID = 19,
  WIFI_DISCONNECT_REASON_AKMP_INVALID = 20,
  WIFI_DISCONNECT_REASON_UNSUPP_RSN_IE_VERSION = 21,
  WIFI_DISCONNECT_REASON_INVALID_RSN_IE_CAP = 22,
  WIFI_DISCONNECT_REASON_802_1X_AUTH_FAILED = 23,
  WIFI_DISCONNECT_REASON_CIPHER_SUITE_REJECTED = 24,
  WIFI_DISCONNECT_REASON_BEACON_TIMEOUT = 200,
  WIFI_DISCONNECT_REASON_NO_AP_FOUND = 201,
  WIFI_DISCONNECT_REASON_AUTH_FAIL = 202,
  WIFI_DISCONNECT_REASON_ASSOC_FAIL = 203,
  WIFI_DISCONNECT_REASON_HANDSHAKE_TIMEOUT = 204,
};

enum AuthMode {
  AUTH_MODE_OPEN = 0,
  AUTH_MODE_WEP = 1,
  AUTH_MODE_WPA_PSK = 2,
  AUTH_MODE_WPA2_PSK = 3,
  AUTH_MODE_WPA_WPA2_PSK = 4,
};

/// What `onEvent` handlers are told.
enum WiFiEvent_t {
  WIFI_EVENT_STAMODE_CONNECTED = 0,
  WIFI_EVENT_STAMODE_DISCONNECTED = 1,
  WIFI_EVENT_STAMODE_AUTHMODE_CHANGE = 2,
  WIFI_EVENT_STAMODE_GOT_IP = 3,
  WIFI_EVENT_STAMODE_DHCP_TIMEOUT = 4,
  WIFI_EVENT_SOFTAPMODE_STACONNECTED = 5,
  WIFI_EVENT_SOFTAPMODE_STADISCONNECTED = 6,
  WIFI_EVENT_SOFTAPMODE_PROBEREQRECVED = 7,
  WIFI_EVENT_MODE_CHANGE = 8,
  WIFI_EVENT_ANY = 255,
};
using WiFiEvent = WiFiEvent_t;

/// What a scan knows of a network beyond the rest. All access points of this air speak 802.11 b, g
/// and n.
struct bss_info {
  uint8_t bssid[6];
  uint8_t ssid[32];  // not ended by a NUL
  uint8_t ssid_len;
  uint8_t channel;
  int8_t rssi;       // dBm
  uint8_t authmode;  // an AuthMode
  uint8_t is_hidden;
  uint32_t phy_11b : 1;
  uint32_t phy_11g : 1;
  uint32_t phy_11n : 1;
  uint32_t wps : 1;
};

// What each handler gets.

struct WiFiEventModeChange {
  WiFiMode oldMode;
  WiFiMode newMode;
};

struct WiFiEventStationModeConnected {
  String ssid;
  uint8_t bssid[6];
  uint8_t channel;
};

struct WiFiEventStationModeDisconnected {
  String ssid;
  uint8_t bssid[6];
  WiFiDisconnectReason reason;
};

struct WiFiEventStationModeAuthModeChanged {
  AuthMode oldMode;
  AuthMode newMode;
};

struct WiFiEventStationModeGotIP {
  IPAddress ip;
  IPAddress mask;
  IPAddress gw;
};

struct WiFiEventSoftAPModeStationConnected {
  uint8_t mac[6];
  uint8_t aid;
};

struct WiFiEventSoftAPModeProbeRequestReceived {
  int rssi;
  uint8_t mac[6];
};

struct WiFiEventSoftAPModeStationDisconnected {
  uint8_t mac[6];
  uint8_t aid;
};
