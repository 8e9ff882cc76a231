#include "session/script.h"

#include <gtest/gtest.h>

#include "session/script_source_test.h"

namespace parley::session {
namespace {

using namespace std::chrono_literals;
using event::Kind;

Script script_of(WrittenSource& source, const ScriptChoice& choice = {}) {
  auto script = read_script(source, choice);
  if (!script) ADD_FAILURE() << to_string(script.error());
  return script ? std::move(*script) : Script{};
}

std::string error_of(WrittenSource& source, const ScriptChoice& choice = {}) {
  const auto script = read_script(source, choice);
  return script ? "no error" : to_string(script.error());
}

TEST(Script, has_the_turns_of_both_sides_in_order) {
  WrittenSource source;
  source.add(Kind::connected);
  source.add(Kind::sent, "who?");
  source.add(Kind::received, "a ");
  source.add(Kind::received, "board");
  source.add(Kind::sent, "bye");
  source.add(Kind::closed);
  const Script script = script_of(source);
  EXPECT_EQ(script.said_by(Side::client), "who?bye");
  EXPECT_EQ(script.said_by(Side::server), "a board");
  ASSERT_EQ(script.turns.size(), 4u);
  EXPECT_EQ(script.turns[0].at, 10ms);
  EXPECT_EQ(script.turns[2].who, Side::server);
  EXPECT_EQ(script.octets_of(script.turns[2]), "board");
  EXPECT_EQ(script.octets_of(script.turns[3]), "bye");
  EXPECT_TRUE(script.has_beginning);
}

TEST(Script, the_far_end_is_the_client_where_it_opened) {
  WrittenSource source;
  source.party().opened_here = false;
  source.add(Kind::sent, "server");
  source.add(Kind::received, "client");
  const Script script = script_of(source);
  EXPECT_EQ(script.said_by(Side::client), "client");
  EXPECT_EQ(script.said_by(Side::server), "server");
  EXPECT_FALSE(script.has_beginning);
}

TEST(Script, one_conversation_is_chosen) {
  WrittenSource source;
  for (unsigned connection = 1; connection <= 3; ++connection) {
    source.add(Kind::connected, {}, connection);
    if (connection != 2) source.add(Kind::sent, "x" + std::to_string(connection), connection);
  }
  WrittenSource again = source;
  EXPECT_EQ(error_of(source),
            "cannot choose the conversation to replay: there are 2; choose one of them:\n"
            "  --connection 1: peer 1, 10.0.0.7:8000, 2025-12-18 00:00:00, 0 B received, 2 B sent\n"
            "  --connection 3: peer 3, 10.0.0.7:8000, 2025-12-18 00:00:00, 0 B received, 2 B sent");
  EXPECT_EQ(script_of(again, {event::PeerId{3}, {}}).said_by(Side::client), "x3");
}

TEST(Script, of_nobody_or_of_silence_is_none) {
  WrittenSource source;
  source.add(Kind::connected);
  WrittenSource again = source;
  EXPECT_EQ(error_of(source),
            "cannot find a conversation to replay: there is none in which something was said");
  EXPECT_EQ(error_of(again, {event::PeerId{7}, {}}),
            "cannot find a conversation of peer 7 to replay: there is none in which something was "
            "said");
}

TEST(Script, with_a_hole_is_refused) {
  const Error lost{ErrorClass::not_recorded, 0, "record", "the disk is full"};
  const Error full{ErrorClass::queue_full, 0, "send", "the peer does not read"};
  WrittenSource source;
  source.add(Kind::connected);
  source.add(Kind::sent, "before");
  WrittenSource whole = source;
  auto& dropped = source.add(Kind::dropped);
  dropped.error = &lost;
  dropped.connection = {};
  dropped.count = 17;
  EXPECT_EQ(error_of(source),
            "cannot replay the conversation with 10.0.0.7:8000: up to 17 octets of it are missing "
            "in the file");
  auto& never_left = whole.add(Kind::dropped);
  never_left.error = &full;
  never_left.count = 5;
  whole.add(Kind::closed);
  whole.add(Kind::dropped, {}, 2).error = &lost;
  EXPECT_EQ(script_of(whole).said_by(Side::client), "before");
}

TEST(Script, what_has_no_two_sides_is_refused) {
  WrittenSource source;
  source.party().transport = event::Transport::serial;
  source.party().target = "/dev/ttyUSB0";
  source.add(Kind::received, "boot");
  EXPECT_NE(error_of(source).find("held over a serial port"), std::string::npos);
}

TEST(Script, has_a_limit) {
  WrittenSource source;
  source.add(Kind::connected);
  source.add(Kind::sent, std::string(1000, 'x'));
  WrittenSource again = source;
  EXPECT_EQ(script_of(source, {{}, {}, 2000}).said_by(Side::client).size(), 1000u);
  EXPECT_EQ(error_of(again, {{}, {}, 999}),
            "cannot replay the conversation with 10.0.0.7:8000: it is too long: a replay holds it "
            "in memory, 999 octets at most");
}

}  // namespace
}  // namespace parley::session
