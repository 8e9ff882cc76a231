#include "board/api/WiFiClient.h"

#include <gtest/gtest.h>
#include <string>

#include "board/api/board_twin.h"

namespace parley::board::api {
namespace {

class WiFiClientTest : public BoardTest {
 protected:
  void SetUp() override {
    join();
    network.listen(8888);
  }

  /// The only host that the board connected to.
  TcpPeer& peer() { return *network.peers().at(0); }

  std::string flags() { return network.flags_of(peer().board_port); }

  WiFiClient client;
  const IPAddress server{10, 0, 2, 2};
};

std::string text(const String& from) {
  return {from.c_str(), from.length()};
}

// Connecting

TEST_F(WiFiClientTest, connects_with_the_chips_segment_size_and_window) {
  EXPECT_FALSE(static_cast<bool>(client));
  EXPECT_EQ(client.connect(server, 8888), 1);
  EXPECT_TRUE(static_cast<bool>(client));
  EXPECT_EQ(client.connected(), 1);
  EXPECT_EQ(client.status(), 4);
  EXPECT_EQ(network.segments().at(0).mss, 536);
  EXPECT_EQ(network.segments().at(0).window, 2144);
  EXPECT_EQ(flags(), "<S >SA <A");
  EXPECT_EQ(client.remoteIP(), server);
  EXPECT_EQ(client.remotePort(), 8888);
  EXPECT_EQ(client.localIP(), IPAddress(10, 0, 2, 15));
  EXPECT_EQ(client.localPort(), peer().board_port);
}

TEST_F(WiFiClientTest, is_refused_at_once) {
  int result = 1;
  EXPECT_LT(time([&] { result = client.connect(server, 80); }), 10 * ms);
  EXPECT_EQ(result, 0);
  EXPECT_FALSE(static_cast<bool>(client));
}

TEST_F(WiFiClientTest, gives_up_on_silence_after_five_seconds) {
  network.filter(80);
  int result = 1;
  EXPECT_EQ(time([&] { result = client.connect(server, 80); }), 5 * s);
  EXPECT_EQ(result, 0);
  client.setTimeout(1000);
  EXPECT_EQ(time([&] { result = client.connect(server, 80); }), 1 * s);
}

TEST_F(WiFiClientTest, connects_to_names) {
  network.names["pc.example"] = host_address(2);
  EXPECT_EQ(client.connect("pc.example", 8888), 1);
  EXPECT_EQ(client.connect("10.0.2.2", 8888), 1);
  EXPECT_EQ(client.connect(String("nobody.example"), 8888), 0);
  network.dns_answers = false;
  EXPECT_EQ(time([&] { client.connect("silence.example", 8888); }), 5 * s);
}

TEST_F(WiFiClientTest, goes_where_the_hosts_setting_sends_it) {
  port::twin::setting("hosts",
                      "********=10.0.2.2\nkit.example=10.0.2.2:8888\n192.168.1.9=10.0.2.2:8888");
  EXPECT_EQ(client.connect("********", 8888), 1);
  EXPECT_EQ(client.connect("kit.example", 1), 1);
  EXPECT_EQ(client.remotePort(), 8888);
  EXPECT_EQ(client.connect(IPAddress(192, 168, 1, 9), 80), 1);
  EXPECT_EQ(client.remotePort(), 8888);
}

TEST_F(WiFiClientTest, uses_local_ports_in_order_when_told_a_first_one) {
  WiFiClient::setLocalPortStart(5000);
  EXPECT_EQ(client.connect(server, 8888), 1);
  EXPECT_EQ(client.localPort(), 5000);
  EXPECT_EQ(client.connect(server, 8888), 1);
  EXPECT_EQ(client.localPort(), 5001);
  WiFiClient::setLocalPortStart(0);
}

TEST_F(WiFiClientTest, hears_a_server_that_greets_and_leaves_at_once) {
  network.listen(7, [](TcpPeer& peer) {
    peer.send("bye");
    peer.finish();
  });
  EXPECT_EQ(client.connect(server, 7), 1);
  wait(10 * ms);
  EXPECT_EQ(client.connected(), 1);
  EXPECT_EQ(client.available(), 3);
  EXPECT_EQ(text(client.readStringUntil('e')), "by");
  EXPECT_EQ(client.connected(), 0);
}

// Reading

TEST_F(WiFiClientTest, reads_what_arrived) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  EXPECT_EQ(client.available(), 0);
  EXPECT_EQ(client.read(), -1);
  EXPECT_EQ(client.peek(), -1);
  peer().send("Hello");
  wait(1 * ms);
  EXPECT_EQ(client.available(), 5);
  EXPECT_EQ(client.peek(), 'H');
  EXPECT_EQ(client.read(), 'H');
  char rest[10] = {};
  EXPECT_EQ(client.peekBytes(rest, 4), 4U);
  EXPECT_EQ(client.read(rest, sizeof rest), 4);
  EXPECT_STREQ(rest, "ello");
}

TEST_F(WiFiClientTest, lends_what_arrived) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  EXPECT_EQ(client.peekAvailable(), 0U);
  peer().send("Hello");
  wait(1 * ms);
  ASSERT_EQ(client.peekAvailable(), 5U);
  EXPECT_EQ(std::string(client.peekBuffer(), 5), "Hello");
  client.peekConsume(4);
  EXPECT_EQ(client.read(), 'o');
}

TEST_F(WiFiClientTest, read_string_returns_after_five_seconds_of_silence) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  peer().send("Hello");
  port::twin::at(port::micros() + 3 * s, [this] { peer().send(" again"); });
  String heard;
  const std::uint64_t took = time([&] { heard = client.readString(); });
  EXPECT_EQ(text(heard), "Hello again");
  EXPECT_GE(took, 8 * s);
  EXPECT_LT(took, 8 * s + 20 * ms);
}

TEST_F(WiFiClientTest, read_string_until_waits_only_where_the_end_is_missing) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  peer().send("one\ntwo");
  wait(1 * ms);
  EXPECT_LT(time([&] { EXPECT_EQ(text(client.readStringUntil('\n')), "one"); }), 1 * ms);
  EXPECT_GE(time([&] { EXPECT_EQ(text(client.readStringUntil('\n')), "two"); }), 5 * s);
}

TEST_F(WiFiClientTest, opens_its_window_only_as_the_sketch_reads) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  peer().send(std::string(2144, 'x'));
  wait(300 * ms);
  EXPECT_EQ(network.segments().back().window, 0);
  char buffer[1200];
  EXPECT_EQ(client.read(buffer, 1072), 1072);
  wait(300 * ms);
  EXPECT_EQ(network.segments().back().window, 1072);
}

// Writing

TEST_F(WiFiClientTest, writes_what_is_printed) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  EXPECT_EQ(client.print("Hello\n"), 6U);
  EXPECT_EQ(client.println(42), 4U);
  EXPECT_TRUE(client.flush(0));
  EXPECT_EQ(peer().received, "Hello\n42\r\n");
}

TEST_F(WiFiClientTest, write_waits_for_room_and_loses_nothing) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  EXPECT_EQ(client.availableForWrite(), 1072);
  std::string much;
  for (int i = 0; i < 100000; ++i)
    much += static_cast<char>('a' + i % 26);
  EXPECT_EQ(client.write(much.data(), much.size()), much.size());
  client.flush();
  EXPECT_EQ(peer().received, much);
}

TEST_F(WiFiClientTest, write_gives_up_when_nothing_is_acknowledged_for_the_timeout) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  peer().acknowledges = false;
  size_t written = 0;
  const std::string much(5000, 'x');
  EXPECT_EQ(time([&] { written = client.write(much.data(), much.size()); }), 5 * s);
  EXPECT_EQ(written, 1072U);
  EXPECT_EQ(client.availableForWrite(), 0);
  EXPECT_EQ(client.connected(), 1);  // nobody knows yet that the peer is gone
}

TEST_F(WiFiClientTest, sync_write_returns_when_it_is_acknowledged) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  client.setSync(true);
  EXPECT_EQ(client.write("x", 1), 1U);
  EXPECT_EQ(peer().received, "x");
  EXPECT_EQ(client.availableForWrite(), 1072);
}

TEST_F(WiFiClientTest, small_writes_wait_for_each_other_unless_told_not_to) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  EXPECT_FALSE(client.getNoDelay());
  client.print("a");
  client.print("b");
  EXPECT_EQ(peer().received, "a");
  client.flush();
  EXPECT_EQ(peer().received, "ab");
  client.setNoDelay(true);
  EXPECT_TRUE(client.getNoDelay());
  client.print("c");
  client.print("d");
  EXPECT_EQ(peer().received, "abcd");
}

// The end

TEST_F(WiFiClientTest, a_fin_with_nothing_unread_is_answered_with_a_reset) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  peer().finish();
  wait(10 * ms);
  EXPECT_EQ(client.connected(), 0);
  EXPECT_FALSE(static_cast<bool>(client));
  EXPECT_EQ(flags(), "<S >SA <A >FA <RA");
}

TEST_F(WiFiClientTest, a_fin_after_unread_data_lets_the_sketch_read_first) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  peer().send("last words");
  peer().finish();
  wait(10 * ms);
  EXPECT_EQ(client.connected(), 1);
  EXPECT_FALSE(peer().board_sent_reset);
  char words[11] = {};
  EXPECT_EQ(client.read(words, 10), 10);
  EXPECT_STREQ(words, "last words");
  EXPECT_EQ(client.connected(), 0);
  client.stop();
  wait(10 * ms);
  EXPECT_TRUE(peer().board_sent_fin);
  EXPECT_FALSE(peer().board_sent_reset);
}

TEST_F(WiFiClientTest, data_before_a_reset_can_still_be_read) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  peer().send("abc");
  wait(1 * ms);
  peer().reset();
  wait(1 * ms);
  EXPECT_EQ(client.connected(), 1);
  EXPECT_EQ(client.read(), 'a');
  EXPECT_EQ(client.read(), 'b');
  EXPECT_EQ(client.read(), 'c');
  EXPECT_EQ(client.connected(), 0);
  EXPECT_EQ(client.print("x"), 0U);
}

TEST_F(WiFiClientTest, stop_sends_what_is_left_and_fin) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  client.print("bye");
  EXPECT_TRUE(client.stop(0));
  EXPECT_EQ(client.connected(), 0);
  wait(10 * ms);
  EXPECT_EQ(peer().received, "bye");
  EXPECT_TRUE(peer().board_sent_fin);
}

TEST_F(WiFiClientTest, stop_waits_for_acknowledgements_300_ms_at_most) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  peer().acknowledges = false;
  client.print("bye");
  bool flushed = true;
  EXPECT_EQ(time([&] { flushed = client.stop(0); }), 300 * ms);
  EXPECT_FALSE(flushed);
}

TEST_F(WiFiClientTest, a_vanished_peer_stays_connected_until_keep_alive_notices) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  EXPECT_FALSE(client.isKeepAliveEnabled());
  client.keepAlive(10, 5, 3);
  EXPECT_TRUE(client.isKeepAliveEnabled());
  EXPECT_EQ(client.getKeepAliveIdle(), 10);
  EXPECT_EQ(client.getKeepAliveInterval(), 5);
  EXPECT_EQ(client.getKeepAliveCount(), 3);
  peer().acknowledges = false;
  wait(9 * s);
  EXPECT_EQ(client.connected(), 1);
  wait(20 * s);
  EXPECT_EQ(client.connected(), 0);
}

TEST_F(WiFiClientTest, without_keep_alive_a_vanished_peer_stays_connected) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  peer().acknowledges = false;
  wait(3600 * s);
  EXPECT_EQ(client.connected(), 1);
}

TEST_F(WiFiClientTest, copies_share_the_connection) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  {
    WiFiClient copy = client;
    client = WiFiClient();
    EXPECT_FALSE(static_cast<bool>(client));
    EXPECT_TRUE(static_cast<bool>(copy));
    client = copy;
    copy.print("x");
  }
  wait(10 * ms);
  EXPECT_TRUE(static_cast<bool>(client));
  EXPECT_EQ(peer().received, "x");
  client = WiFiClient();
  wait(10 * ms);
  EXPECT_TRUE(peer().board_sent_fin);
}

TEST_F(WiFiClientTest, connecting_anew_closes_the_connection_before) {
  ASSERT_EQ(client.connect(server, 8888), 1);
  ASSERT_EQ(client.connect(server, 8888), 1);
  wait(10 * ms);
  EXPECT_TRUE(peer().board_sent_fin);
}

TEST_F(WiFiClientTest, stop_all_spares_the_one_it_is_told_to) {
  WiFiClient other;
  ASSERT_EQ(client.connect(server, 8888), 1);
  ASSERT_EQ(other.connect(server, 8888), 1);
  WiFiClient::stopAllExcept(&client);
  EXPECT_TRUE(static_cast<bool>(client));
  EXPECT_FALSE(static_cast<bool>(other));
  WiFiClient::stopAll();
  EXPECT_FALSE(static_cast<bool>(client));
}

TEST_F(WiFiClientTest, without_a_network_connect_fails_at_once) {
  WiFi.disconnect();
  wait(10 * ms);
  int result = 1;
  EXPECT_LT(time([&] { result = client.connect(server, 8888); }), 1 * ms);
  EXPECT_EQ(result, 0);
}

}  // namespace
}  // namespace parley::board::api
