#include "board/api/WiFiServer.h"

#include <gtest/gtest.h>
#include <string>

#include "board/api/board_twin.h"

// As sketches have it: made before anything of the network exists.
static WiFiServer server(80);

namespace parley::board::api {
namespace {

class WiFiServerTest : public BoardTest {
 protected:
  void SetUp() override { join(); }
  void TearDown() override { server.close(); }

  TcpPeer& arrive(std::uint16_t port = 80) {
    TcpPeer& peer = network.connect(port);
    wait(1 * ms);
    return peer;
  }
};

TEST_F(WiFiServerTest, serves_a_client) {
  EXPECT_EQ(server.status(), 0);
  server.begin();
  EXPECT_EQ(server.status(), 1);
  EXPECT_FALSE(static_cast<bool>(server.available()));
  TcpPeer& peer = arrive();
  EXPECT_TRUE(peer.established);
  EXPECT_TRUE(server.hasClient());
  WiFiClient client = server.available();
  ASSERT_TRUE(static_cast<bool>(client));
  EXPECT_FALSE(server.hasClient());
  EXPECT_EQ(client.remoteIP(), IPAddress(10, 0, 2, 2));
  peer.send("GET\n");
  wait(1 * ms);
  EXPECT_EQ(std::string(client.readStringUntil('\n').c_str()), "GET");
  client.print("I am Server");
  client.stop();
  wait(1 * ms);
  EXPECT_EQ(peer.received, "I am Server");
  EXPECT_TRUE(peer.board_sent_fin);
}

TEST_F(WiFiServerTest, begin_takes_another_port) {
  server.begin(8000);
  EXPECT_EQ(server.port(), 8000);
  EXPECT_TRUE(arrive(8000).established);
  EXPECT_FALSE(arrive(80).established);
  server.begin(80);  // for whoever comes next in this process
}

TEST_F(WiFiServerTest, a_second_client_is_connected_and_hears_nothing) {
  server.begin();
  TcpPeer& first = arrive();
  WiFiClient client = server.available();
  client.print("Hello");
  TcpPeer& second = arrive();
  second.send("anybody there?");
  wait(10 * s);
  EXPECT_EQ(first.received, "Hello");
  EXPECT_TRUE(second.established);
  EXPECT_EQ(second.received, "");
  EXPECT_EQ(server.hasClientData(), 14U);
  client = server.available();
  EXPECT_EQ(client.available(), 14);
  client.print("Hello");
  wait(10 * ms);
  EXPECT_EQ(second.received, "Hello");
}

TEST_F(WiFiServerTest, a_sixth_client_ahead_of_the_sketch_gets_no_answer) {
  server.begin();
  for (int i = 0; i < 5; ++i)
    EXPECT_TRUE(arrive().established);
  EXPECT_TRUE(server.hasMaxPendingClients());
  TcpPeer& sixth = arrive();
  wait(1 * s);
  EXPECT_FALSE(sixth.established);
  EXPECT_FALSE(sixth.board_sent_reset);
  const WiFiClient taken = server.available();
  EXPECT_FALSE(server.hasMaxPendingClients());
  EXPECT_TRUE(arrive().established);
}

TEST_F(WiFiServerTest, clients_that_left_before_they_were_taken_are_not_kept_for_ever) {
  server.begin();
  for (int i = 0; i < 20; ++i) {
    TcpPeer& peer = arrive();
    EXPECT_TRUE(peer.established);
    peer.finish();
    wait(1 * ms);
    EXPECT_TRUE(peer.board_sent_reset);
  }
  int kept = 0;
  while (server.hasClient()) {
    EXPECT_FALSE(static_cast<bool>(server.available()));
    ++kept;
  }
  EXPECT_EQ(kept, 5);
  TcpPeer& last = arrive();
  EXPECT_TRUE(last.established);
  EXPECT_TRUE(static_cast<bool>(server.available()));
}

TEST_F(WiFiServerTest, close_refuses_newcomers_and_drops_those_nobody_took) {
  server.begin();
  TcpPeer& waiting = arrive();
  server.close();
  wait(1 * ms);
  EXPECT_TRUE(waiting.board_sent_fin);
  EXPECT_TRUE(arrive().board_sent_reset);
}

TEST_F(WiFiServerTest, two_servers_do_not_share_a_port) {
  server.begin();
  WiFiServer other(80);
  other.begin();
  EXPECT_EQ(other.status(), 0);
  EXPECT_EQ(server.status(), 1);
}

TEST_F(WiFiServerTest, no_delay_goes_over_to_clients) {
  server.begin();
  server.setNoDelay(true);
  arrive();
  EXPECT_TRUE(server.available().getNoDelay());
}

TEST_F(WiFiServerTest, arduinos_own_server_returns_who_has_said_something) {
  ArduinoWiFiServer arduino(23);
  arduino.begin();
  TcpPeer& one = arrive(23);
  TcpPeer& two = arrive(23);
  EXPECT_FALSE(static_cast<bool>(arduino.available()));
  two.send("x");
  wait(1 * ms);
  WiFiClient speaker = arduino.available();
  ASSERT_TRUE(static_cast<bool>(speaker));
  EXPECT_EQ(speaker.read(), 'x');
  EXPECT_EQ(arduino.print("all"), 3U);
  wait(10 * ms);
  EXPECT_EQ(one.received, "all");
  EXPECT_EQ(two.received, "all");
  arduino.close();
}

}  // namespace
}  // namespace parley::board::api
