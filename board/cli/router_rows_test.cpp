#include "board/cli/router_rows.h"

#include <gtest/gtest.h>

using namespace parley::board::cli;

namespace {

TEST(RouterRows, NoticesInWords) {
  EXPECT_EQ(
      notice_row(R"({"notice":"board","board":"lamp","state":"there","mac":"5c:cf:7f:1:2:3"})"),
      "lamp         is there (5c:cf:7f:1:2:3)");
  EXPECT_EQ(notice_row(R"({"notice":"joined","board":"lamp","ssid":"home","access_point":""})"),
            "lamp         joined \"home\"");
  EXPECT_EQ(notice_row(R"({"notice":"joined","board":"lamp","ssid":"mesh","access_point":"hub"})"),
            "lamp         joined \"mesh\" of hub");
  EXPECT_EQ(
      notice_row(R"({"notice":"refused","board":"lamp","ssid":"x","reason":"wrong_password"})"),
      "lamp         may not join \"x\": the password is wrong");
  EXPECT_EQ(notice_row(R"({"notice":"lease","board":"lamp","ip":"10.0.2.15","how":"dhcp"})"),
            "lamp         has 10.0.2.15 (dhcp)");
  EXPECT_EQ(notice_row(R"({"notice":"forward","board":"lamp","transport":"tcp","pc_port":8000,)"
                       R"("board_port":80,"state":"open","reason":""})"),
            "lamp         127.0.0.1:8000 tcp to its port 80 is open");
  EXPECT_EQ(notice_row(R"({"notice":"forward","board":"lamp","transport":"udp","pc_port":8000,)"
                       R"("board_port":80,"state":"failed","reason":"address already in use"})"),
            "lamp         cannot open 127.0.0.1:8000 udp to its port 80: address already in use");
  EXPECT_EQ(notice_row(R"({"notice":"left","board":"lamp","ssid":"home","reason":"cut"})"),
            "lamp         left \"home\": its link was cut");
  EXPECT_EQ(notice_row(R"({"notice":"link","board":"*","state":"down"})"),
            "every board  link is down");
}

TEST(RouterRows, WhatANetworkIsCalledReachesNoTerminalAsItIs) {
  EXPECT_EQ(notice_row("{\"notice\":\"joined\",\"board\":\"lamp\",\"ssid\":\"\\u001b[2J\"}"),
            "lamp         joined \"\\1B[2J\"");
}

TEST(RouterRows, WhatIsUnknownIsShownAsItCame) {
  EXPECT_EQ(notice_row(R"({"notice":"news"})"), R"({"notice":"news"})");
  EXPECT_EQ(notice_row("no json"), "no json");
}

TEST(RouterRows, ATableOfBoards) {
  EXPECT_EQ(boards_table("[]"), "no board is there");
  EXPECT_EQ(
      boards_table(
          R"([{"name":"lamp","mac":"5c:cf:7f:01:02:03","state":"joined","ssid":"home",)"
          R"("ip":"10.0.2.15","up":{"faults":"loss=5%","frames":20,"lost":1,"overflowed":0},)"
          R"("down":{"faults":"off","frames":7,"lost":0,"overflowed":0},"unread":0,)"
          R"("forwards":[{"transport":"tcp","pc_port":8000,"board_port":80,"state":"failed",)"
          R"("reason":"in use"}]}])"),
      "lamp         5c:cf:7f:01:02:03  joined \"home\" 10.0.2.15  up 20 frames, 1 lost (loss=5%)"
      "  down 7 frames\n             127.0.0.1:8000 tcp to port 80: failed, in use");
}

}  // namespace
