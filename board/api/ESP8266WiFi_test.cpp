#include "board/api/ESP8266WiFi.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "board/api/ESP8266WiFiMulti.h"
#include "board/api/board_twin.h"

namespace parley::board::api {
namespace {

using Joining = NetworkTwin::Joining;
using Asked = port::twin::RadioRequest::Kind;

class WiFiTest : public BoardTest {
 protected:
  std::string joins() const {
    std::string all;
    for (const auto& request : network.requests) {
      if (request.kind == Asked::join) all += std::string(request.wish.ssid) + " ";
    }
    return all;
  }

  static port::Network in_air(const char* ssid, int rssi, bool encrypted = true,
                              bool hidden = false) {
    port::Network network = {};
    snprintf(network.ssid, sizeof network.ssid, "%s", ssid);
    network.rssi = static_cast<int8_t>(rssi);
    network.channel = 11;
    network.encrypted = encrypted;
    network.hidden = hidden;
    network.bssid[5] = 7;
    return network;
  }
};

std::string text(const String& from) {
  return {from.c_str(), from.length()};
}

// Station

TEST_F(WiFiTest, is_off_at_first) {
  EXPECT_EQ(WiFi.getMode(), WIFI_OFF);
  EXPECT_EQ(WiFi.status(), WL_DISCONNECTED);
  EXPECT_EQ(WiFi.localIP(), IPAddress(0, 0, 0, 0));
  EXPECT_EQ(WiFi.RSSI(), 31);
  EXPECT_EQ(text(WiFi.macAddress()), "5C:CF:7F:01:02:03");
  EXPECT_EQ(text(WiFi.hostname()), "ESP-010203");
}

TEST_F(WiFiTest, joins_and_gets_an_address) {
  EXPECT_EQ(WiFi.begin("Parley", "secret word"), WL_DISCONNECTED);
  EXPECT_EQ(WiFi.getMode(), WIFI_STA);
  EXPECT_EQ(WiFi.waitForConnectResult(), WL_CONNECTED);
  EXPECT_TRUE(WiFi.isConnected());
  EXPECT_EQ(WiFi.localIP(), IPAddress(10, 0, 2, 15));
  EXPECT_EQ(WiFi.subnetMask(), IPAddress(255, 255, 255, 0));
  EXPECT_EQ(WiFi.gatewayIP(), IPAddress(10, 0, 2, 2));
  EXPECT_EQ(WiFi.dnsIP(), IPAddress(10, 0, 2, 3));
  EXPECT_EQ(WiFi.broadcastIP(), IPAddress(10, 0, 2, 255));
  EXPECT_EQ(text(WiFi.SSID()), "Parley");
  EXPECT_EQ(text(WiFi.psk()), "secret word");
  EXPECT_EQ(text(WiFi.BSSIDstr()), "52:55:0A:00:02:02");
  EXPECT_EQ(WiFi.RSSI(), -42);
  EXPECT_EQ(WiFi.channel(), 6);
  EXPECT_EQ(std::string(network.requests.at(0).wish.password), "secret word");
}

TEST_F(WiFiTest, refuses_names_and_passwords_of_impossible_length) {
  EXPECT_EQ(WiFi.begin(""), WL_CONNECT_FAILED);
  EXPECT_EQ(WiFi.begin("012345678901234567890123456789012"), WL_CONNECT_FAILED);
  EXPECT_EQ(WiFi.begin("a", std::string(65, 'x').c_str()), WL_CONNECT_FAILED);
  EXPECT_EQ(WiFi.begin(), WL_CONNECT_FAILED);
  EXPECT_TRUE(network.requests.empty());
}

TEST_F(WiFiTest, says_why_it_does_not_join_and_keeps_trying) {
  std::vector<int> reasons;
  const auto handler = WiFi.onStationModeDisconnected(
      [&](const WiFiEventStationModeDisconnected& event) { reasons.push_back(event.reason); });
  network.joining = Joining::no_network;
  WiFi.begin("Nobody", "x");
  EXPECT_EQ(WiFi.waitForConnectResult(), WL_NO_SSID_AVAIL);
  network.joining = Joining::wrong_password;
  wait(1100 * ms);
  EXPECT_EQ(WiFi.status(), WL_WRONG_PASSWORD);
  network.joining = Joining::network_full;
  wait(1 * s);
  EXPECT_EQ(WiFi.status(), WL_CONNECT_FAILED);
  EXPECT_EQ(reasons, (std::vector<int>{201, 15, 5}));
  network.joining = Joining::succeeds;
  wait(1 * s);
  EXPECT_EQ(WiFi.status(), WL_CONNECTED);
  EXPECT_EQ(joins(), "Nobody Nobody Nobody Nobody ");
}

TEST_F(WiFiTest, does_not_try_again_when_told_not_to) {
  WiFi.setAutoReconnect(false);
  EXPECT_FALSE(WiFi.getAutoReconnect());
  network.joining = Joining::no_network;
  WiFi.begin("Nobody");
  wait(10 * s);
  EXPECT_EQ(joins(), "Nobody ");
}

TEST_F(WiFiTest, waiting_for_a_result_ends) {
  network.joining = Joining::silent;
  WiFi.begin("Parley");
  int8_t result = 0;
  EXPECT_EQ(time([&] { result = WiFi.waitForConnectResult(3000); }), 3 * s);
  EXPECT_EQ(result, -1);
}

TEST_F(WiFiTest, beginning_again_while_it_joins_does_not_begin_anew) {
  WiFi.begin("Parley");
  WiFi.begin("Parley");
  EXPECT_EQ(WiFi.waitForConnectResult(), WL_CONNECTED);
  WiFi.begin("Parley");
  EXPECT_EQ(WiFi.status(), WL_CONNECTED);
  EXPECT_EQ(joins(), "Parley ");
  WiFi.begin("Other");
  EXPECT_EQ(WiFi.status(), WL_DISCONNECTED);
  EXPECT_EQ(WiFi.waitForConnectResult(), WL_CONNECTED);
  EXPECT_EQ(joins(), "Parley Other ");
}

TEST_F(WiFiTest, disconnect_leaves_and_stays_away) {
  join();
  std::vector<int> reasons;
  const auto handler = WiFi.onStationModeDisconnected(
      [&](const WiFiEventStationModeDisconnected& event) { reasons.push_back(event.reason); });
  EXPECT_TRUE(WiFi.disconnect());
  EXPECT_EQ(WiFi.status(), WL_IDLE_STATUS);
  EXPECT_EQ(WiFi.localIP(), IPAddress(0, 0, 0, 0));
  wait(60 * s);
  EXPECT_EQ(reasons, std::vector<int>{8});
  EXPECT_EQ(joins(), "Parley ");
  EXPECT_TRUE(WiFi.reconnect());
  EXPECT_EQ(WiFi.waitForConnectResult(), WL_CONNECTED);
  EXPECT_TRUE(WiFi.disconnect(true));
  EXPECT_EQ(WiFi.getMode(), WIFI_OFF);
  EXPECT_FALSE(WiFi.disconnect());
}

TEST_F(WiFiTest, a_lost_network_is_joined_again_and_connections_survive) {
  network.listen(8888);
  join();
  WiFiClient client;
  ASSERT_EQ(client.connect("10.0.2.2", 8888), 1);
  int lost = 0;
  int got = 0;
  const auto disconnected = WiFi.onStationModeDisconnected(
      [&](const WiFiEventStationModeDisconnected& event) { lost = event.reason; });
  const auto got_ip = WiFi.onStationModeGotIP([&](const WiFiEventStationModeGotIP&) { ++got; });
  network.lose();
  wait(10 * ms);
  EXPECT_EQ(lost, 200);
  EXPECT_EQ(WiFi.status(), WL_DISCONNECTED);
  EXPECT_EQ(WiFi.localIP(), IPAddress(0, 0, 0, 0));
  wait(5 * s);
  EXPECT_EQ(WiFi.status(), WL_CONNECTED);
  EXPECT_EQ(got, 1);
  client.print("still there");
  client.flush();
  EXPECT_EQ(network.peers().at(0)->received, "still there");
}

TEST_F(WiFiTest, a_fixed_address_needs_no_dhcp) {
  network.gives_addresses = false;
  EXPECT_TRUE(WiFi.config(IPAddress(10, 0, 2, 50), IPAddress(10, 0, 2, 2),
                          IPAddress(255, 255, 255, 0), IPAddress(10, 0, 2, 3)));
  join();
  EXPECT_EQ(WiFi.localIP(), IPAddress(10, 0, 2, 50));
  EXPECT_EQ(WiFi.dnsIP(), IPAddress(10, 0, 2, 3));
  // Arduino's order is understood as well.
  EXPECT_TRUE(WiFi.config(IPAddress(10, 0, 2, 51), IPAddress(10, 0, 2, 3), IPAddress(10, 0, 2, 2),
                          IPAddress(255, 255, 255, 0)));
  EXPECT_EQ(WiFi.localIP(), IPAddress(10, 0, 2, 51));
  EXPECT_EQ(WiFi.gatewayIP(), IPAddress(10, 0, 2, 2));
  EXPECT_FALSE(
      WiFi.config(IPAddress(10, 0, 2, 51), IPAddress(10, 9, 9, 9), IPAddress(255, 255, 255, 0)));
  network.gives_addresses = true;
  EXPECT_TRUE(WiFi.config(0U, 0U, 0U));
  EXPECT_EQ(WiFi.waitForConnectResult(), WL_CONNECTED);
  EXPECT_EQ(WiFi.localIP(), IPAddress(10, 0, 2, 15));
}

TEST_F(WiFiTest, tells_when_nobody_gives_an_address) {
  network.gives_addresses = false;
  int timeouts = 0;
  const auto handler = WiFi.onStationModeDHCPTimeout([&] { ++timeouts; });
  WiFi.begin("Parley");
  wait(9 * s);
  EXPECT_EQ(timeouts, 0);
  wait(30 * s);
  EXPECT_EQ(timeouts, 1);
  EXPECT_EQ(WiFi.status(), WL_DISCONNECTED);
  network.gives_addresses = true;
  wait(60 * s);
  EXPECT_EQ(WiFi.status(), WL_CONNECTED);
}

TEST_F(WiFiTest, dhcp_tells_the_hostname) {
  EXPECT_TRUE(WiFi.hostname("kitchen"));
  EXPECT_FALSE(WiFi.hostname("012345678901234567890123456789012"));
  join();
  EXPECT_NE(network.datagrams().at(1).data.find("\x0c\x07kitchen"), std::string::npos);
}

TEST_F(WiFiTest, finds_addresses_of_names) {
  join();
  network.names["pc.example"] = host_address(9);
  IPAddress found;
  EXPECT_EQ(WiFi.hostByName("pc.example", found), 1);
  EXPECT_EQ(found, IPAddress(10, 0, 2, 9));
  EXPECT_EQ(WiFi.hostByName("nobody.example", found), 0);
  EXPECT_EQ(WiFi.hostByName("192.168.1.2", found), 1);
  EXPECT_EQ(found, IPAddress(192, 168, 1, 2));
  network.dns_answers = false;
  EXPECT_EQ(time([&] { EXPECT_EQ(WiFi.hostByName("late.example", found, 2000), 0); }), 2 * s);
}

// Events

TEST_F(WiFiTest, handlers_hear_until_they_are_let_go) {
  std::string heard;
  auto connected = WiFi.onStationModeConnected([&](const WiFiEventStationModeConnected& event) {
    heard += "joined " + text(event.ssid) + " on " + std::to_string(event.channel) + ". ";
  });
  auto got_ip = WiFi.onStationModeGotIP([&](const WiFiEventStationModeGotIP& event) {
    heard += "got " + text(event.ip.toString()) + ". ";
  });
  const auto mode = WiFi.onWiFiModeChange([&](const WiFiEventModeChange& event) {
    heard += "mode " + std::to_string(event.newMode) + ". ";
  });
  join();
  EXPECT_EQ(heard, "mode 1. joined Parley on 6. got 10.0.2.15. ");
  connected.reset();
  got_ip = nullptr;
  heard.clear();
  WiFi.reconnect();
  EXPECT_EQ(WiFi.waitForConnectResult(), WL_CONNECTED);
  EXPECT_EQ(heard, "");
}

TEST_F(WiFiTest, a_handler_may_let_go_of_itself_and_add_others) {
  int calls = 0;
  WiFiEventHandler first;
  std::vector<WiFiEventHandler> others;
  first = WiFi.onStationModeConnected([&](const WiFiEventStationModeConnected&) {
    ++calls;
    for (int i = 0; i < 50; ++i) {
      others.push_back(WiFi.onStationModeConnected([&](const WiFiEventStationModeConnected&) {}));
    }
    first.reset();
  });
  join();
  WiFi.reconnect();
  EXPECT_EQ(WiFi.waitForConnectResult(), WL_CONNECTED);
  EXPECT_EQ(calls, 1);
}

TEST_F(WiFiTest, a_handler_that_waits_ends_the_board_with_words) {
  const auto handler = WiFi.onStationModeGotIP([](const WiFiEventStationModeGotIP&) { wait(1); });
  EXPECT_EXIT(join(), testing::ExitedWithCode(port::twin::exit_status_restart + 2), "");
}

int last_event = -1;

TEST_F(WiFiTest, the_old_way_of_hearing_events_works) {
  WiFi.onEvent([](WiFiEvent_t what) { last_event = what; }, WIFI_EVENT_STAMODE_GOT_IP);
  join();
  EXPECT_EQ(last_event, WIFI_EVENT_STAMODE_GOT_IP);
}

// Scan

TEST_F(WiFiTest, scans) {
  network.in_the_air = {in_air("weak", -80), in_air("strong", -40, false),
                        in_air("", -60, true, true)};
  EXPECT_EQ(WiFi.scanComplete(), WIFI_SCAN_FAILED);
  EXPECT_EQ(WiFi.scanNetworks(), 2);
  EXPECT_EQ(text(WiFi.SSID(0)), "strong");
  EXPECT_EQ(WiFi.RSSI(0), -40);
  EXPECT_EQ(WiFi.encryptionType(0), ENC_TYPE_NONE);
  EXPECT_EQ(WiFi.encryptionType(1), ENC_TYPE_CCMP);
  EXPECT_EQ(WiFi.channel(1), 11);
  EXPECT_EQ(text(WiFi.BSSIDstr(1)), "00:00:00:00:00:07");
  EXPECT_EQ(text(WiFi.SSID(2)), "");
  ASSERT_NE(WiFi.getScanInfoByIndex(0), nullptr);
  EXPECT_EQ(WiFi.getScanInfoByIndex(0)->ssid_len, 6);
  EXPECT_EQ(WiFi.getScanInfoByIndex(1)->authmode, AUTH_MODE_WPA2_PSK);
  EXPECT_EQ(WiFi.getScanInfoByIndex(2), nullptr);
  String ssid;
  uint8_t encryption = 0;
  int32_t rssi = 0;
  uint8_t* bssid = nullptr;
  int32_t channel = 0;
  bool hidden = true;
  EXPECT_TRUE(WiFi.getNetworkInfo(1, ssid, encryption, rssi, bssid, channel, hidden));
  EXPECT_FALSE(WiFi.getNetworkInfo(2, ssid, encryption, rssi, bssid, channel, hidden));
  EXPECT_EQ(text(ssid), "weak");
  EXPECT_FALSE(hidden);
  WiFi.scanDelete();
  EXPECT_EQ(WiFi.scanComplete(), WIFI_SCAN_FAILED);
  EXPECT_EQ(WiFi.scanNetworks(false, true), 3);
  EXPECT_TRUE(WiFi.isHidden(1));
  const char* only = "weak";
  EXPECT_EQ(WiFi.scanNetworks(false, false, 0, reinterpret_cast<const uint8_t*>(only)), 1);
}

TEST_F(WiFiTest, scans_while_the_sketch_goes_on) {
  network.in_the_air = {in_air("a", -40)};
  EXPECT_EQ(WiFi.scanNetworks(true), WIFI_SCAN_RUNNING);
  EXPECT_EQ(WiFi.scanComplete(), WIFI_SCAN_RUNNING);
  wait(1 * ms);
  EXPECT_EQ(WiFi.scanComplete(), 1);
  int found = -1;
  WiFi.scanNetworksAsync([&](int count) { found = count; });
  wait(1 * ms);
  EXPECT_EQ(found, 1);
}

TEST_F(WiFiTest, multi_joins_the_strongest_known) {
  network.in_the_air = {in_air("unknown", -20), in_air("near", -40), in_air("far", -80)};
  ESP8266WiFiMulti multi;
  EXPECT_FALSE(multi.addAP(""));
  EXPECT_TRUE(multi.addAP("far", "1"));
  EXPECT_TRUE(multi.addAP("near", "2"));
  EXPECT_TRUE(multi.existsAP("near"));
  EXPECT_EQ(multi.run(), WL_CONNECTED);
  EXPECT_EQ(joins(), "near ");
  EXPECT_EQ(multi.run(), WL_CONNECTED);
  EXPECT_EQ(joins(), "near ");
}

TEST_F(WiFiTest, multi_tries_names_that_no_scan_shows) {
  ESP8266WiFiMulti multi;
  EXPECT_EQ(multi.run(), WL_NO_SSID_AVAIL);
  multi.addAP("hidden", "1");
  EXPECT_EQ(multi.run(), WL_CONNECTED);
  WiFi.disconnect();
  network.joining = Joining::wrong_password;
  EXPECT_EQ(multi.run(), WL_WRONG_PASSWORD);
}

// Access point

TEST_F(WiFiTest, opens_an_access_point) {
  EXPECT_FALSE(WiFi.softAP(""));
  EXPECT_FALSE(WiFi.softAP("board", "short"));
  EXPECT_TRUE(WiFi.softAP("board", "long enough", 3, 1, 2));
  EXPECT_EQ(WiFi.getMode(), WIFI_AP);
  EXPECT_EQ(WiFi.softAPIP(), IPAddress(192, 168, 4, 1));
  EXPECT_EQ(text(WiFi.softAPmacAddress()), "5E:CF:7F:01:02:03");
  EXPECT_EQ(text(WiFi.softAPSSID()), "board");
  const auto& request = network.requests.at(0);
  EXPECT_EQ(request.kind, Asked::open_access_point);
  EXPECT_EQ(std::string(request.wish.password), "long enough");
  EXPECT_EQ(request.wish.channel, 3);
  EXPECT_TRUE(request.wish.hidden);
  EXPECT_EQ(request.wish.stations_max, 2);
  EXPECT_TRUE(WiFi.softAPdisconnect(true));
  EXPECT_EQ(WiFi.getMode(), WIFI_OFF);
  EXPECT_EQ(WiFi.softAPIP(), IPAddress(0, 0, 0, 0));
}

TEST_F(WiFiTest, an_access_point_without_a_name_gets_the_chips) {
  WiFi.mode(WIFI_AP_STA);
  EXPECT_EQ(text(WiFi.softAPSSID()), "ESP-010203");
}

TEST_F(WiFiTest, counts_its_stations_and_tells_of_them) {
  std::string heard;
  const auto joined =
      WiFi.onSoftAPModeStationConnected([&](const WiFiEventSoftAPModeStationConnected& event) {
        heard += "+" + std::to_string(event.mac[5]) + "/" + std::to_string(event.aid) + " ";
      });
  const auto left = WiFi.onSoftAPModeStationDisconnected(
      [&](const WiFiEventSoftAPModeStationDisconnected& event) {
        heard += "-" + std::to_string(event.mac[5]) + " ";
      });
  WiFi.softAP("board");
  using Kind = port::RadioEvent::Kind;
  const auto say = [](Kind kind, uint8_t last) {
    port::twin::radio({.kind = kind, .network = {}, .station = {2, 0, 0, 0, 0, last}});
  };
  say(Kind::station_joined, 1);
  say(Kind::station_joined, 2);
  say(Kind::station_joined, 2);
  wait(1 * ms);
  EXPECT_EQ(WiFi.softAPgetStationNum(), 2);
  say(Kind::station_left, 1);
  say(Kind::station_joined, 3);
  wait(1 * ms);
  EXPECT_EQ(heard, "+1/1 +2/2 -1 +3/1 ");
  WiFi.softAPdisconnect(true);
  wait(1 * ms);
  EXPECT_EQ(WiFi.softAPgetStationNum(), 0);
}

}  // namespace
}  // namespace parley::board::api
