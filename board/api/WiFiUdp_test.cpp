#include "board/api/WiFiUdp.h"

#include <gtest/gtest.h>
#include <string>

#include "board/api/board_twin.h"

namespace parley::board::api {
namespace {

class WiFiUdpTest : public BoardTest {
 protected:
  void SetUp() override { join(); }

  std::string heard() {
    char octets[100] = {};
    const int count = udp.read(octets, sizeof octets);
    return {octets, static_cast<size_t>(count)};
  }

  WiFiUDP udp;
};

TEST_F(WiFiUdpTest, receives_datagrams_one_at_a_time) {
  EXPECT_EQ(udp.begin(4210), 1);
  EXPECT_EQ(udp.localPort(), 4210);
  EXPECT_EQ(udp.parsePacket(), 0);
  network.send_datagram(2, 1111, 4210, "first");
  network.send_datagram(9, 2222, 4210, "second");
  wait(1 * ms);
  EXPECT_EQ(udp.parsePacket(), 5);
  EXPECT_EQ(udp.available(), 5);
  EXPECT_EQ(udp.peek(), 'f');
  EXPECT_EQ(udp.read(), 'f');
  EXPECT_EQ(udp.remoteIP(), IPAddress(10, 0, 2, 2));
  EXPECT_EQ(udp.remotePort(), 1111);
  EXPECT_EQ(udp.destinationIP(), IPAddress(10, 0, 2, 15));
  EXPECT_EQ(udp.parsePacket(), 6);  // the rest of the first is dropped
  EXPECT_EQ(udp.remotePort(), 2222);
  EXPECT_EQ(heard(), "second");
  EXPECT_EQ(udp.read(), -1);
  EXPECT_EQ(udp.parsePacket(), 0);
}

TEST_F(WiFiUdpTest, sends_from_its_own_port) {
  udp.begin(4210);
  EXPECT_EQ(udp.endPacket(), 0);
  EXPECT_EQ(udp.beginPacket(IPAddress(10, 0, 2, 2), 9999), 1);
  EXPECT_EQ(udp.print("temperature "), 12U);
  EXPECT_EQ(udp.print(21), 2U);
  EXPECT_EQ(udp.endPacket(), 1);
  EXPECT_EQ(udp.endPacket(), 0);
  wait(1 * ms);
  const DatagramSeen& seen = network.datagrams().back();
  EXPECT_EQ(seen.data, "temperature 21");
  EXPECT_EQ(seen.to, host_address(2));
  EXPECT_EQ(seen.to_port, 9999);
  EXPECT_EQ(seen.from_port, 4210);
}

TEST_F(WiFiUdpTest, sends_to_names) {
  network.names["pc.example"] = host_address(9);
  EXPECT_EQ(udp.beginPacket("pc.example", 53535), 1);
  udp.print("x");
  EXPECT_EQ(udp.endPacket(), 1);
  wait(1 * ms);
  EXPECT_EQ(network.datagrams().back().to, host_address(9));
  EXPECT_EQ(udp.beginPacket("nobody.example", 1), 0);
  port::twin::setting("hosts", "log=10.0.2.8:514");
  EXPECT_EQ(udp.beginPacket("log", 1), 1);
  EXPECT_EQ(udp.endPacket(), 1);
  wait(1 * ms);
  EXPECT_EQ(network.datagrams().back().to_port, 514);
}

TEST_F(WiFiUdpTest, answers_whoever_asked_whatever_the_hosts_setting_says) {
  port::twin::setting("hosts", "10.0.2.2=10.0.2.8:514");
  udp.begin(4210);
  network.send_datagram(2, 1111, 4210, "question");
  wait(1 * ms);
  EXPECT_EQ(udp.parsePacket(), 8);
  udp.beginPacket(udp.remoteIP(), udp.remotePort());
  EXPECT_EQ(udp.endPacket(), 1);
  wait(1 * ms);
  EXPECT_EQ(network.datagrams().back().to, host_address(2));
  EXPECT_EQ(network.datagrams().back().to_port, 1111);
  udp.beginPacket(IPAddress(10, 0, 2, 2), 9);
  EXPECT_EQ(udp.endPacket(), 1);
  wait(1 * ms);
  EXPECT_EQ(network.datagrams().back().to_port, 514);
}

TEST_F(WiFiUdpTest, sends_a_large_datagram_in_fragments) {
  udp.beginPacket(IPAddress(10, 0, 2, 2), 9999);
  const std::string much(4000, 'x');
  EXPECT_EQ(udp.write(much.data(), much.size()), much.size());
  EXPECT_EQ(udp.endPacket(), 1);
}

TEST_F(WiFiUdpTest, keeps_ten_datagrams_and_loses_the_rest) {
  udp.begin(4210);
  for (int i = 0; i < 12; ++i)
    network.send_datagram(2, 1, 4210, std::to_string(i));
  wait(1 * ms);
  std::string all;
  while (udp.parsePacket() > 0)
    all += heard() + " ";
  EXPECT_EQ(all, "0 1 2 3 4 5 6 7 8 9 ");
}

TEST_F(WiFiUdpTest, hears_its_group) {
  const IPAddress group(239, 1, 2, 3);
  EXPECT_EQ(udp.beginMulticast(WiFi.localIP(), group, 4210), 1);
  network.send_datagram(2, 1, 4210, "all", 0xef010203);
  wait(1 * ms);
  EXPECT_EQ(udp.parsePacket(), 3);
  EXPECT_EQ(udp.destinationIP(), group);
  EXPECT_EQ(udp.beginPacketMulticast(group, 4210, WiFi.localIP(), 3), 1);
  udp.print("me too");
  EXPECT_EQ(udp.endPacket(), 1);
  EXPECT_EQ(network.datagrams().back().to, 0xef010203U);
  udp.stop();
  EXPECT_EQ(udp.beginMulticast(IPAddress(1, 2, 3, 4), group, 4210), 0);
}

TEST_F(WiFiUdpTest, a_port_has_one_owner) {
  EXPECT_EQ(udp.begin(4210), 1);
  WiFiUDP other;
  EXPECT_EQ(other.begin(4210), 0);
  EXPECT_FALSE(other);
  WiFiUDP copy = udp;
  udp.stop();
  EXPECT_EQ(other.begin(4210), 1);
  WiFiUDP::stopAll();
  EXPECT_EQ(udp.begin(4210), 1);
}

}  // namespace
}  // namespace parley::board::api
