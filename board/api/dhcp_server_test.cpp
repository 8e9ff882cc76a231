#include "board/api/dhcp_server.h"

#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "board/api/board_twin.h"

namespace parley::board::api {
namespace {

constexpr uint32_t own = 0x0104a8c0;  // 192.168.4.1

std::vector<uint8_t> message(uint8_t type, uint8_t mac_last, std::vector<uint8_t> options = {}) {
  std::vector<uint8_t> octets(240, 0);
  octets[0] = 1;
  octets[1] = 1;
  octets[2] = 6;
  octets[7] = 42;
  octets[33] = mac_last;
  memcpy(octets.data() + 236, "\x63\x82\x53\x63", 4);
  octets.insert(octets.end(), {53, 1, type});
  octets.insert(octets.end(), options.begin(), options.end());
  octets.push_back(255);
  return octets;
}

class DhcpServer : public testing::Test {
 protected:
  DhcpServer() { leases.begin(own); }

  size_t ask(const std::vector<uint8_t>& octets) {
    // A copy of exactly this size, so that a sanitizer sees reads past its end.
    const std::vector<uint8_t> exact(octets);
    return leases.answer(exact.data(), exact.size(), answer);
  }

  /// The last octet of the address that a station is offered.
  int offered(uint8_t mac_last) {
    EXPECT_GT(ask(message(1, mac_last)), 0U);
    return answer[19];
  }

  DhcpLeases leases;
  uint8_t answer[DhcpLeases::answer_bytes_max] = {};
};

TEST_F(DhcpServer, offers_an_address_and_all_that_goes_with_it) {
  EXPECT_EQ(ask(message(1, 7)), DhcpLeases::answer_bytes_max);
  EXPECT_EQ(answer[0], 2);
  EXPECT_EQ(answer[7], 42);
  EXPECT_EQ(answer[33], 7);
  const std::string text(answer, answer + sizeof answer);
  EXPECT_EQ(text.substr(16, 4), "\xc0\xa8\x04\x64");
  using std::string_literals::operator""s;
  EXPECT_EQ(text.substr(240, 9), "\x35\x01\x02\x36\x04\xc0\xa8\x04\x01"s);
  EXPECT_NE(text.find("\x01\x04\xff\xff\xff\x00"s), std::string::npos);
  EXPECT_NE(text.find("\x03\x04\xc0\xa8\x04\x01"s), std::string::npos);
}

TEST_F(DhcpServer, keeps_addresses_by_station) {
  EXPECT_EQ(offered(1), 100);
  EXPECT_EQ(offered(2), 101);
  EXPECT_EQ(offered(1), 100);
  for (uint8_t mac = 3; mac <= 8; ++mac)
    EXPECT_EQ(offered(mac), 99 + mac);
  EXPECT_EQ(offered(9), 101);  // the second was silent for longest
  EXPECT_EQ(offered(1), 100);
}

TEST_F(DhcpServer, acknowledges_only_the_address_that_it_gave) {
  offered(1);
  ask(message(3, 1, {50, 4, 192, 168, 4, 100, 54, 4, 192, 168, 4, 1}));
  EXPECT_EQ(answer[242], 5);
  ask(message(3, 1, {50, 4, 192, 168, 4, 101}));
  EXPECT_EQ(answer[242], 6);
  EXPECT_EQ(ask(message(3, 1, {50, 4, 10, 0, 0, 9, 54, 4, 10, 0, 0, 1})), 0U);
  std::vector<uint8_t> renewal = message(3, 1);
  memcpy(renewal.data() + 12, "\xc0\xa8\x04\x64", 4);
  ask(renewal);
  EXPECT_EQ(answer[242], 5);
}

TEST_F(DhcpServer, answers_nothing_that_is_no_request) {
  const std::vector<uint8_t> good = message(1, 1);
  for (size_t bytes = 0; bytes < good.size() - 1; ++bytes) {
    EXPECT_EQ(ask({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(bytes)}), 0U);
  }
  EXPECT_EQ(ask(message(2, 1)), 0U);
  EXPECT_EQ(ask(message(7, 1)), 0U);
  EXPECT_EQ(ask(message(1, 1, {12, 200, 1})), DhcpLeases::answer_bytes_max);
  std::vector<uint8_t> cut = message(9, 1, {53, 1});
  cut.pop_back();
  EXPECT_EQ(ask(cut), 0U);
}

TEST_F(DhcpServer, does_not_give_its_own_address_away) {
  leases.begin(0x6404a8c0);  // 192.168.4.100
  EXPECT_EQ(offered(1), 108);
}

class DhcpServerOnAir : public BoardTest {};

TEST_F(DhcpServerOnAir, answers_on_the_access_point) {
  WiFi.softAP("board");
  wait(1 * ms);
  network.access_point_frames.clear();
  const std::vector<uint8_t> asked = message(1, 9);
  std::vector<uint8_t> frame(14 + 20 + 8, 0);
  memset(frame.data(), 0xff, 6);
  frame[11] = 9;
  frame[12] = 8;
  const auto bytes = static_cast<uint16_t>(asked.size() + 28);
  const uint8_t ip[20] = {0x45,
                          0,
                          static_cast<uint8_t>(bytes >> 8),
                          static_cast<uint8_t>(bytes),
                          0,
                          0,
                          0,
                          0,
                          64,
                          17,
                          0,
                          0,
                          0,
                          0,
                          0,
                          0,
                          255,
                          255,
                          255,
                          255};
  memcpy(frame.data() + 14, ip, 20);
  uint32_t sum = 0;
  for (int i = 0; i < 20; i += 2)
    sum += static_cast<uint32_t>(ip[i] << 8 | ip[i + 1]);
  sum = ~((sum & 0xffff) + (sum >> 16));
  frame[24] = static_cast<uint8_t>(sum >> 8);
  frame[25] = static_cast<uint8_t>(sum);
  frame[35] = 68;
  frame[37] = 67;
  frame[38] = static_cast<uint8_t>((bytes - 20) >> 8);
  frame[39] = static_cast<uint8_t>(bytes - 20);
  frame.insert(frame.end(), asked.begin(), asked.end());
  port::twin::deliver(port::Interface::access_point, frame);
  wait(1 * ms);
  ASSERT_EQ(network.access_point_frames.size(), 1U);
  const auto& answer = network.access_point_frames[0];
  EXPECT_EQ(answer[35], 67);
  EXPECT_EQ(answer[37], 68);
  EXPECT_EQ(answer[42 + 19], 100);
  WiFi.softAPdisconnect(true);
}

}  // namespace
}  // namespace parley::board::api
