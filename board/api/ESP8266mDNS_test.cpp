#include "board/api/ESP8266mDNS.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "board/api/board_twin.h"
#include "board/api/mdns_messages.h"

namespace parley::board::api {
namespace {

using std::string_literals::operator""s;

const std::string question_head("\0\0\0\0\0\1\0\0\0\0\0\0", 12);
const std::string host = "\5Board\5local\0"s;
const std::string http = "\5_http\4_tcp\5local\0"s;

std::string question(const std::string& name, int type, bool unicast = false) {
  return question_head + name + '\0' + static_cast<char>(type) + (unicast ? '\x80' : '\0') + '\1';
}

std::string text(const String& from) {
  return {from.c_str(), from.length()};
}

class MdnsMessages : public testing::Test {
 protected:
  MdnsMessages() {
    responder.host("Board");
    responder.address(0x0f02000a);
    responder.add_service("http", "tcp", 80);
  }

  std::string ask(const std::string& query, bool plain = false) {
    const std::vector<uint8_t> exact(query.begin(), query.end());
    uint8_t answer[MdnsResponder::octets_max];
    const size_t count = responder.answer(exact.data(), exact.size(), plain, answer, &unicast);
    return {answer, answer + count};
  }

  MdnsResponder responder;
  bool unicast = false;
};

TEST_F(MdnsMessages, answers_for_its_name_in_any_case) {
  const std::string answer =
      "\0\0\x84\0\0\0\0\1\0\0\0\0"s + host + "\0\1\x80\1\0\0\0\x78\0\4"s + "\x0a\0\2\x0f"s;
  EXPECT_EQ(ask(question(host, 1)), answer);
  EXPECT_FALSE(unicast);
  EXPECT_EQ(ask(question("\5bOARD\5LOCAL\0"s, 255, true)), answer);
  EXPECT_TRUE(unicast);
  EXPECT_EQ(ask(question(host, 28)), "");
  EXPECT_EQ(ask(question("\5other\5local\0"s, 1)), "");
}

TEST_F(MdnsMessages, answers_plain_dns_as_plain_dns) {
  std::string query = question(host, 1);
  query[1] = 7;
  EXPECT_EQ(ask(query, true), "\0\7\x84\0\0\1\0\1\0\0\0\0"s + host + "\0\1\0\1"s + host +
                                  "\0\1\0\1\0\0\0\x0a\0\4"s + "\x0a\0\2\x0f"s);
  EXPECT_EQ(ask(query.substr(0, query.size() - 1), true), "");
}

TEST_F(MdnsMessages, answers_for_its_services) {
  responder.add_text("_http", "_tcp", "path", "/x");
  const std::string instance = "\5Board"s + http;
  const std::string answer = ask(question(http, 12));
  EXPECT_EQ(answer[7], 4);  // PTR, SRV, TXT, A
  EXPECT_NE(answer.find(http + "\0\x0c\0\1"s), std::string::npos);
  EXPECT_NE(answer.find("\0\0\0\0\0\x50"s + host), std::string::npos);
  EXPECT_NE(answer.find("\x07path=/x"), std::string::npos);
  EXPECT_EQ(ask(question("\x09_services\x07_dns-sd\4_udp\5local\0"s, 12)).size(),
            12 + 30 + 10 + http.size());
  EXPECT_EQ(ask(question(instance, 33))[7], 3);
}

TEST_F(MdnsMessages, understands_compressed_names_and_several_questions) {
  std::string query = question(host, 1) + "\5_http\4_tcp\xc0\x12"s + "\0\x0c\0\1"s;
  query[5] = 2;
  EXPECT_EQ(ask(query)[7], 4);
}

TEST_F(MdnsMessages, survives_what_is_no_query) {
  const std::string good = question(http, 12);
  for (size_t bytes = 0; bytes < good.size(); ++bytes)
    EXPECT_EQ(ask(good.substr(0, bytes)), "");
  EXPECT_EQ(ask(question("\xc0\x0c"s, 1)), "");  // a name that is itself
  EXPECT_EQ(ask(question("\xc0\xff"s, 1)), "");  // forwards, past the end
  EXPECT_EQ(ask(question("\x50gone"s, 1)), "");  // no kind of label
  std::string response = good;
  response[2] = '\x84';
  EXPECT_EQ(ask(response), "");
  std::string endless;
  for (int i = 0; i < 40; ++i)
    endless += "\x07letters";
  EXPECT_EQ(ask(question(endless + "\0"s, 1)), "");
}

TEST_F(MdnsMessages, refuses_what_is_no_name) {
  EXPECT_FALSE(responder.host(""));
  EXPECT_FALSE(responder.host(std::string(64, 'x').c_str()));
  EXPECT_FALSE(responder.add_service("", std::string(63, 'x').c_str(), 1));
  EXPECT_FALSE(responder.add_text("ftp", "tcp", "a", "b"));
  for (int i = 0; i < 7; ++i)
    EXPECT_TRUE(responder.add_service(String("s") + i, "udp", 1));
  EXPECT_FALSE(responder.add_service("more", "udp", 1));
}

TEST_F(MdnsMessages, gathers_what_others_offer) {
  uint8_t answer[MdnsResponder::octets_max];
  const size_t count = responder.announce(answer, false);
  MdnsQuestion asked;
  ASSERT_TRUE(asked.ask("http", "tcp"));
  for (size_t bytes = 0; bytes < count; ++bytes) {
    const std::vector<uint8_t> cut(answer, answer + bytes);
    asked.take(cut.data(), cut.size());
  }
  asked.clear();
  asked.take(answer, count);
  ASSERT_EQ(asked.found().size(), 1U);
  EXPECT_EQ(text(asked.found()[0].instance), "Board");
  EXPECT_EQ(text(asked.found()[0].host), "Board");
  EXPECT_EQ(asked.found()[0].port, 80);
  EXPECT_EQ(asked.found()[0].address, 0x0f02000aU);
}

class Mdns : public BoardTest {
 protected:
  void SetUp() override { join(); }
  static constexpr std::uint32_t group = 0xe00000fb;
};

TEST_F(Mdns, announces_itself_and_answers) {
  EXPECT_TRUE(MDNS.begin("board"));
  EXPECT_TRUE(MDNS.addService("http", "tcp", 80));
  EXPECT_EQ(network.datagrams().back().to, group);
  EXPECT_NE(network.datagrams().back().data.find("_http"), std::string::npos);
  const size_t before = network.datagrams().size();
  network.send_datagram(2, 5353, 5353, question("\5other\5local\0"s, 1), group);
  wait(1 * ms);
  EXPECT_EQ(network.datagrams().size(), before);
  const std::string name = "\5board\5local\0"s;
  network.send_datagram(2, 5353, 5353, question(name, 1), group);
  wait(1 * ms);
  EXPECT_EQ(network.datagrams().back().to, group);
  EXPECT_EQ(network.datagrams().back().data.substr(24 + 11, 4), "\x0a\0\2\x0f"s);
  std::string numbered = question(name, 1);
  numbered[1] = 7;
  network.send_datagram(2, 40000, 5353, numbered, group);
  wait(1 * ms);
  EXPECT_EQ(network.datagrams().back().to, host_address(2));
  EXPECT_EQ(network.datagrams().back().to_port, 40000);
  EXPECT_EQ(network.datagrams().back().data[1], 7);
  EXPECT_TRUE(MDNS.end());
  EXPECT_EQ(network.datagrams().back().data.substr(12 + 13 + 4, 4), "\0\0\0\0"s);
  EXPECT_FALSE(MDNS.end());
}

TEST_F(Mdns, update_announces_a_new_address) {
  EXPECT_TRUE(MDNS.begin("board"));
  const size_t before = network.datagrams().size();
  MDNS.update();
  EXPECT_EQ(network.datagrams().size(), before);
  WiFi.config(IPAddress(10, 0, 2, 77), IPAddress(10, 0, 2, 2), IPAddress(255, 255, 255, 0));
  MDNS.update();
  EXPECT_EQ(network.datagrams().back().data.substr(35, 4), "\x0a\0\2\x4d"s);
  MDNS.end();
}

TEST_F(Mdns, asks_for_the_services_of_others) {
  MdnsResponder other;
  other.host("lamp");
  other.address(0x0702000a);
  other.add_service("light", "tcp", 7000);
  port::twin::at(port::micros() + 500 * ms, [&] {
    uint8_t answer[MdnsResponder::octets_max];
    const size_t count = other.announce(answer, false);
    network.send_datagram(7, 5353, 5353, std::string(answer, answer + count), group);
  });
  EXPECT_EQ(MDNS.queryService("light", "tcp"), 1U);
  EXPECT_EQ(text(MDNS.hostname(0)), "lamp");
  EXPECT_EQ(MDNS.IP(0), IPAddress(10, 0, 2, 7));
  EXPECT_EQ(MDNS.port(0), 7000);
  EXPECT_EQ(MDNS.port(1), 0);
  EXPECT_TRUE(MDNS.removeQuery());
  MDNS.end();
}

}  // namespace
}  // namespace parley::board::api
