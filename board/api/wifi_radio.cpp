#include "board/api/wifi_radio.h"

#include "board/api/wifi_access_point.h"
#include "board/api/wifi_events.h"
#include "board/api/wifi_scan.h"
#include "board/api/wifi_station.h"
#include "board/stack/pump.h"

namespace parley::board::api {
namespace {

constinit bool begun = false;

void on_radio_event(const port::RadioEvent& event) {
  station().radio_event(event);
  access_point().radio_event(event);
  scan().radio_event(event);
}

void on_turn() {
  station().turn();
  scan().turn();
  deliver_events();
}

}  // namespace

void radio_begin() {
  if (begun) return;
  begun = true;
  stack::on_radio_event(on_radio_event);
  stack::on_turn(on_turn);
}

WiFiMode_t wifi_mode() {
  return static_cast<WiFiMode_t>((station().enabled() ? WIFI_STA : 0) |
                                 (access_point().enabled() ? WIFI_AP : 0));
}

void wifi_mode(WiFiMode_t wanted) {
  radio_begin();
  const WiFiMode_t before = wifi_mode();
  if (wanted == before) return;
  station().enable((wanted & WIFI_STA) != 0);
  access_point().enable((wanted & WIFI_AP) != 0);
  WifiEvent event{.what = WIFI_EVENT_MODE_CHANGE, .ssid = {}};
  event.mode_before = before;
  event.mode_now = wanted;
  post_event(event);
}

}  // namespace parley::board::api
