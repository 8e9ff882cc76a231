#include "board/api/wifi_events.h"

#include <algorithm>
#include <string.h>
#include <utility>
#include <vector>

#include "board/api/ESP8266WiFi.h"
#include "board/api/wifi_radio.h"
#include "board/stack/port.h"

using parley::board::api::WifiEvent;

/// A sketch holds it; the list below only knows of it.
class WiFiEventHandlerOpaque {
 public:
  WiFiEventHandlerOpaque(WiFiEvent_t what, std::function<void(const WifiEvent&)> handler)
      : what_(what), handler_(std::move(handler)) {}

  void tell(const WifiEvent& event) const {
    if (what_ == event.what || what_ == WIFI_EVENT_ANY) handler_(event);
  }

 private:
  WiFiEvent_t what_;
  std::function<void(const WifiEvent&)> handler_;
};

namespace parley::board::api {
namespace {

struct Events {
  std::vector<WifiEvent> waiting;
  std::vector<std::weak_ptr<WiFiEventHandlerOpaque>> handlers;
  std::vector<WiFiEventHandler> kept;  // of onEvent
};

Events& events() {
  // Made when first used and never destroyed: nothing of the API runs before setup() or at exit.
  static Events* the_events = new Events();
  return *the_events;
}

WiFiEventHandler add(WiFiEvent_t what, std::function<void(const WifiEvent&)> handler) {
  radio_begin();
  auto added = std::make_shared<WiFiEventHandlerOpaque>(what, std::move(handler));
  events().handlers.push_back(added);
  return added;
}

}  // namespace

void post_event(const WifiEvent& event) {
  if (events().waiting.size() == events_waiting_max) {
    port::log("more Wi-Fi events at once than the board keeps: one is lost");
    return;
  }
  events().waiting.push_back(event);
}

void deliver_events() {
  Events& all = events();
  const auto told = std::exchange(all.waiting, {});
  for (const WifiEvent& event : told) {
    // By index: a handler may add others, or let go of its own.
    for (size_t i = 0; i < all.handlers.size(); ++i) {
      if (const WiFiEventHandler handler = all.handlers[i].lock()) handler->tell(event);
    }
  }
  if (told.empty()) return;
  std::erase_if(all.handlers, [](const auto& handler) { return handler.expired(); });
}

}  // namespace parley::board::api

using parley::board::api::add;
using parley::board::api::events;

WiFiEventHandler ESP8266WiFiClass::onStationModeConnected(
    std::function<void(const WiFiEventStationModeConnected&)> handler) {
  return add(WIFI_EVENT_STAMODE_CONNECTED, [handler](const WifiEvent& event) {
    WiFiEventStationModeConnected told = {event.ssid, {}, event.channel};
    memcpy(told.bssid, event.mac, sizeof told.bssid);
    handler(told);
  });
}

WiFiEventHandler ESP8266WiFiClass::onStationModeDisconnected(
    std::function<void(const WiFiEventStationModeDisconnected&)> handler) {
  return add(WIFI_EVENT_STAMODE_DISCONNECTED, [handler](const WifiEvent& event) {
    WiFiEventStationModeDisconnected told = {event.ssid, {}, event.reason};
    memcpy(told.bssid, event.mac, sizeof told.bssid);
    handler(told);
  });
}

WiFiEventHandler ESP8266WiFiClass::onStationModeAuthModeChanged(
    std::function<void(const WiFiEventStationModeAuthModeChanged&)> handler) {
  return add(WIFI_EVENT_STAMODE_AUTHMODE_CHANGE, [handler](const WifiEvent&) {
    handler({AUTH_MODE_OPEN, AUTH_MODE_OPEN});
  });
}

WiFiEventHandler ESP8266WiFiClass::onStationModeGotIP(
    std::function<void(const WiFiEventStationModeGotIP&)> handler) {
  return add(WIFI_EVENT_STAMODE_GOT_IP, [handler](const WifiEvent& event) {
    handler({IPAddress(event.address), IPAddress(event.netmask), IPAddress(event.gateway)});
  });
}

WiFiEventHandler ESP8266WiFiClass::onStationModeDHCPTimeout(std::function<void()> handler) {
  return add(WIFI_EVENT_STAMODE_DHCP_TIMEOUT, [handler](const WifiEvent&) { handler(); });
}

WiFiEventHandler ESP8266WiFiClass::onSoftAPModeStationConnected(
    std::function<void(const WiFiEventSoftAPModeStationConnected&)> handler) {
  return add(WIFI_EVENT_SOFTAPMODE_STACONNECTED, [handler](const WifiEvent& event) {
    WiFiEventSoftAPModeStationConnected told = {{}, event.aid};
    memcpy(told.mac, event.mac, sizeof told.mac);
    handler(told);
  });
}

WiFiEventHandler ESP8266WiFiClass::onSoftAPModeStationDisconnected(
    std::function<void(const WiFiEventSoftAPModeStationDisconnected&)> handler) {
  return add(WIFI_EVENT_SOFTAPMODE_STADISCONNECTED, [handler](const WifiEvent& event) {
    WiFiEventSoftAPModeStationDisconnected told = {{}, event.aid};
    memcpy(told.mac, event.mac, sizeof told.mac);
    handler(told);
  });
}

WiFiEventHandler ESP8266WiFiClass::onSoftAPModeProbeRequestReceived(
    std::function<void(const WiFiEventSoftAPModeProbeRequestReceived&)> handler) {
  parley::board::port::log(
      "WiFi.onSoftAPModeProbeRequestReceived: nobody probes in this board's air, so the sketch "
      "will "
      "not hear of any");
  return add(WIFI_EVENT_SOFTAPMODE_PROBEREQRECVED, [handler](const WifiEvent&) { handler({}); });
}

WiFiEventHandler ESP8266WiFiClass::onWiFiModeChange(
    std::function<void(const WiFiEventModeChange&)> handler) {
  return add(WIFI_EVENT_MODE_CHANGE, [handler](const WifiEvent& event) {
    handler({event.mode_before, event.mode_now});
  });
}

void ESP8266WiFiClass::onEvent(WiFiEventCb handler, WiFiEvent_t what) {
  events().kept.push_back(add(what, [handler](const WifiEvent& event) { handler(event.what); }));
}
