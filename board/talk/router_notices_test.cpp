#include "board/talk/router_notices.h"

#include <gtest/gtest.h>

#include "event/jsonl.h"
#include "session/session.h"

namespace parley::board::talk {
namespace {

/// What comes of one notice: the events without number and time.
class Seen final : public event::Sink {
 public:
  event::Room offer(const event::Event& event) override {
    std::string line;
    event::append_jsonl(event, line);
    lines += line.substr(line.find("\"event\""));
    return event::Room::more;
  }
  std::string_view name() const override { return "the test"; }
  std::string lines;
};

std::string told(const std::string& notice, bool verbose = true) {
  auto session = session::Session::make({});
  Seen seen;
  (*session)->talk().add_sink(seen);
  RouterNotices notices((*session)->talk(), "lamp", verbose);
  notices.tell(notice);
  return seen.lines;
}

TEST(RouterNotices, AnOpenForwardIsListening) {
  for (const bool verbose : {true, false}) {
    EXPECT_EQ(told(R"({"notice":"forward","board":"lamp","transport":"udp","pc_port":8000,)"
                   R"("board_port":80,"state":"open"})",
                   verbose),
              "\"event\":\"listening\",\"transport\":\"udp\",\"port\":8000,"
              "\"local\":\"127.0.0.1:8000\",\"board_port\":80}\n");
  }
}

TEST(RouterNotices, WhatWentWrongIsAlwaysTold) {
  EXPECT_EQ(told(R"({"notice":"forward","board":"lamp","transport":"tcp","pc_port":80,)"
                 R"("board_port":80,"state":"failed","reason":"it is taken"})",
                 false),
            "\"event\":\"noted\",\"class\":\"in_use\",\"reason\":\"cannot forward 127.0.0.1:80 to "
            "the board's port 80: it is taken\"}\n");
  EXPECT_EQ(
      told(R"({"notice":"refused","board":"lamp","ssid":"a\u001b","reason":"no_network"})", false),
      "\"event\":\"noted\",\"reason\":\"lamp: the router refused the Wi-Fi "
      "\\\"a\\u001b\\\": there is no such network\"}\n");
}

TEST(RouterNotices, TheRestIsForThoseWhoWantAll) {
  const std::string lease = R"({"notice":"lease","board":"lamp","ip":"10.0.2.15","how":"dhcp"})";
  EXPECT_EQ(told(lease), "\"event\":\"noted\",\"reason\":\"lamp: has the address 10.0.2.15\"}\n");
  EXPECT_EQ(told(lease, false), "");
}

TEST(RouterNotices, OtherBoardsAndNonsenseAreNothing) {
  EXPECT_EQ(told(R"({"notice":"lease","board":"other","ip":"10.0.2.16"})"), "");
  for (const char* text :
       {"", "nonsense", "[]", "{}", R"({"board":"lamp"})", R"({"notice":7,"board":"lamp"})",
        R"({"notice":"forward","board":"lamp","pc_port":-1,"state":"x"})"}) {
    told(text, false);
  }
}

}  // namespace
}  // namespace parley::board::talk
