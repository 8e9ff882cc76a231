// What unit tests of the network API begin with: a board in memory in a network in memory.
#pragma once

#include <gtest/gtest.h>

#include "board/api/ESP8266WiFi.h"
#include "board/api/network_twin.h"
#include "board/stack/port_twin.h"
#include "board/stack/pump.h"

namespace parley::board::api {

class BoardTest : public testing::Test {
 public:
  /// Radio off, handlers told: what is left would be the next test's, where one process runs
  /// several.
  ~BoardTest() override {
    WiFiClient::stopAll();
    WiFi.setAutoReconnect(true);
    WiFi.config(0U, 0U, 0U);
    WiFi.disconnect(false, true);
    WiFi.mode(WIFI_OFF);
    wait(200 * ms);
  }

 protected:
  static constexpr std::uint64_t ms = 1000;  // of micros
  static constexpr std::uint64_t s = 1000 * ms;

  BoardTest() { stack::begin(); }

  /// Lets time pass as a sketch in delay() does.
  static void wait(std::uint64_t us) { stack::pump_until(port::micros() + us, nullptr, nullptr); }

  static void join() {
    WiFi.begin("Parley", "password");
    ASSERT_EQ(WiFi.waitForConnectResult(), WL_CONNECTED);
  }

  /// How long `call` takes, in microseconds.
  template <class Call>
  static std::uint64_t time(Call call) {
    const std::uint64_t began = port::micros();
    call();
    return port::micros() - began;
  }

  NetworkTwin network;
};

}  // namespace parley::board::api
