#include "board/api/wifi_scan.h"

#include <algorithm>
#include <string.h>
#include <utility>

#include "board/api/ESP8266WiFiType.h"

namespace parley::board::api {

Scan& scan() {
  // Made when first used and never destroyed: nothing of the API runs before setup() or at exit.
  static Scan* the_scan = new Scan();
  return *the_scan;
}

bool Scan::start(bool show_hidden, uint8_t channel, const char* only,
                 std::function<void(int)> on_complete) {
  if (running()) return false;
  networks_.clear();
  state_ = State::running;
  on_complete_ = std::move(on_complete);
  only_[0] = '\0';
  if (only != nullptr) strncat(only_, only, port::ssid_bytes_max);
  port::scan(channel, show_hidden);
  return true;
}

void Scan::give_up() {
  state_ = State::none;
  on_complete_ = nullptr;
}

void Scan::forget() {
  networks_.clear();
  if (state_ == State::done) state_ = State::none;
}

int8_t Scan::outcome() const {
  if (running()) return WIFI_SCAN_RUNNING;
  return state_ == State::none ? WIFI_SCAN_FAILED : static_cast<int8_t>(networks_.size());
}

const port::Network* Scan::network(size_t index) const {
  return index < networks_.size() ? &networks_[index] : nullptr;
}

void Scan::radio_event(const port::RadioEvent& event) {
  if (!running()) return;
  if (event.kind == port::RadioEvent::Kind::network_found) {
    if (only_[0] != '\0' && strcmp(only_, event.network.ssid) != 0) return;
    networks_.push_back(event.network);
    std::stable_sort(networks_.begin(), networks_.end(),
                     [](const auto& one, const auto& other) { return one.rssi > other.rssi; });
    if (networks_.size() > networks_kept_max) networks_.pop_back();
  } else if (event.kind == port::RadioEvent::Kind::scan_done) {
    state_ = State::done;
    tell_ = on_complete_ != nullptr;
  }
}

void Scan::turn() {
  if (!tell_) return;
  tell_ = false;
  const auto told = std::exchange(on_complete_, nullptr);
  if (told) told(outcome());
}

}  // namespace parley::board::api
