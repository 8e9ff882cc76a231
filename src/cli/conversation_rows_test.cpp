#include "cli/conversation_rows.h"

#include <cstdlib>
#include <ctime>
#include <gtest/gtest.h>

#include "cli/printer_fixture.h"

namespace parley::cli {
namespace {

using namespace std::chrono_literals;
using event::Kind;

class TableTest : public ::testing::Test {
 protected:
  TableTest() {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
  }
  ~TableTest() override {
    ::unsetenv("TZ");
    ::tzset();
  }

  void offer(event::Event event, Duration later = {}) {
    event.time += later;
    table.offer(event);
  }

  ConversationRows table;
  Events peer;
};

TEST_F(TableTest, ARowTellsAConnection) {
  offer(peer.make(Kind::connected));
  offer(peer.received("Hello"));
  offer(peer.sent("Hello yourself"), 20ms);
  offer(peer.make(Kind::closed, "the peer closed the connection"), 1500ms);
  EXPECT_EQ(table.text(false),
            " peer   conn  who                 by      began                   lasted    received B"
            "        sent B  how it ended\n"
            "    1      1  192.168.1.20:51234  tcp     2026-11-22 22:03:12      1.5 s             5"
            "            14  the peer closed the connection");
  EXPECT_EQ(table.talking(), 1u);
}

TEST_F(TableTest, BothEndsInTheOrderOfCalling) {
  offer(peer.make(Kind::connected));
  EXPECT_NE(table.text(true).find("192.168.1.20:51234 -> 192.168.1.5:8888"), std::string::npos);
  ConversationRows called;
  peer.party.opened_here = true;
  called.offer(peer.make(Kind::connected));
  EXPECT_NE(called.text(true).find("192.168.1.5:8888 -> 192.168.1.20:51234"), std::string::npos);
  EXPECT_EQ(called.talking(), 0u);
}

TEST_F(TableTest, WhatIsNotWholeSaysSo) {
  offer(peer.received("late"));
  EXPECT_TRUE(
      table.text(false).ends_with("still open at the end of the file; began before the file"));
}

TEST_F(TableTest, WhatHappenedBesideStandsBelow) {
  const Error refused{ErrorClass::refused, 111, "connect to 10.0.0.7:80", "connection refused"};
  event::Event failed = peer.make(Kind::failed, refused);
  failed.connection = {};
  offer(failed);
  offer(failed);
  event::Event turned_away = peer.make(Kind::refused, refused);
  turned_away.connection = {};
  turned_away.count = 3;
  offer(turned_away);
  EXPECT_EQ(table.text(false),
            "there are no conversations in it\n"
            "failed 2 times: cannot connect to 10.0.0.7:80: connection refused\n"
            "peers that were refused: 3");
}

TEST_F(TableTest, NothingReachesTheTerminalUnescaped) {
  peer.party.target = "\x1b[2J";
  peer.party.remote = {};
  offer(peer.make(Kind::closed, "went\x1b away"));
  EXPECT_EQ(table.text(false).find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace parley::cli
