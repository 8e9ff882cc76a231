#include "event/jsonl.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <random>

#include "text/utf8.h"

namespace parley::event {
namespace {

using namespace std::chrono_literals;

Party board() {
  Party party;
  party.remote = {*IpAddress::parse("192.168.1.20"), Port{51234}};
  party.local = {*IpAddress::parse("192.168.1.5"), Port{8888}};
  return party;
}

Event event_of(Kind kind, const Party* party = nullptr) {
  Event event;
  event.number = 17;
  event.time = WallTime{1'795'341'600s + 123'456us};
  event.kind = kind;
  event.party = party;
  if (party != nullptr) {
    event.peer = PeerId{2};
    event.connection = ConnectionId{5};
  }
  return event;
}

std::string line_of(const Event& event, Content content = Content::bytes) {
  std::string line;
  append_jsonl(event, line, content);
  return line;
}

const std::string head = "{\"n\":17,\"time\":\"2026-11-22T10:00:00.123456Z\",\"event\":";

std::string said(Bytes bytes) {
  const Party party = board();
  Event event = event_of(Kind::received, &party);
  event.bytes = bytes;
  return line_of(event);
}

const std::string said_head =
    head + "\"received\",\"peer\":2,\"connection\":5,\"address\":\"192.168.1.20:51234\",";

TEST(Jsonl, ReceivedIsTheLineOfTheContract) {
  EXPECT_EQ(
      said("Hello"),
      "{\"n\":17,\"time\":\"2026-11-22T10:00:00.123456Z\",\"event\":\"received\",\"peer\":2,"
      "\"connection\":5,\"address\":\"192.168.1.20:51234\",\"bytes\":5,\"text\":\"Hello\"}\n");
}

TEST(Jsonl, WhatIsNotUtf8ComesAsHex) {
  EXPECT_EQ(said("\xff"
                 "A"),
            said_head + "\"bytes\":2,\"hex\":\"ff41\"}\n");
  EXPECT_EQ(said(""), said_head + "\"bytes\":0,\"text\":\"\"}\n");
}

TEST(Jsonl, TextIsEscapedForJsonAndForTerminals) {
  EXPECT_EQ(said("\"\\\n\r\t/"), said_head + "\"bytes\":6,\"text\":\"\\\"\\\\\\n\\r\\t/\"}\n");
  EXPECT_EQ(said(std::string_view("\0\x1b\x7f", 3)),
            said_head + "\"bytes\":3,\"text\":\"\\u0000\\u001b\\u007f\"}\n");
  EXPECT_EQ(said("\xc2\x9b\xe2\x80\xae\xf3\xa0\x81\x81"),
            said_head + "\"bytes\":9,\"text\":\"\\u009b\\u202e\\udb40\\udc41\"}\n");
  EXPECT_EQ(said("\xf3\xa0\xb9\x81"), said_head + "\"bytes\":4,\"text\":\"\\udb43\\ude41\"}\n");
  EXPECT_EQ(said("caf\xc3\xa9 \xf0\x9f\x99\x82"),
            said_head + "\"bytes\":10,\"text\":\"caf\xc3\xa9 \xf0\x9f\x99\x82\"}\n");
}

TEST(Jsonl, SentHasTheOctetsThatWereSent) {
  const Party party = board();
  Event event = event_of(Kind::sent, &party);
  event.bytes = "Hi\n";
  event.message = "not this";
  const std::string line =
      head +
      "\"sent\",\"peer\":2,\"connection\":5,\"address\":\"192.168.1.20:51234\","
      "\"bytes\":3,\"text\":\"Hi\\n\"}\n";
  EXPECT_EQ(line_of(event), line);
  EXPECT_EQ(line_of(event, Content::message), line);
}

TEST(Jsonl, AMessageMayStandForTheOctets) {
  const Party party = board();
  Event event = event_of(Kind::received, &party);
  event.bytes = "lo\r\n";
  event.message = "Hello";
  EXPECT_EQ(line_of(event, Content::message), said_head + "\"bytes\":5,\"text\":\"Hello\"}\n");
}

TEST(Jsonl, ListeningNamesThePortAsANumber) {
  Party party;
  party.local = {*IpAddress::parse("::"), Port{8888}};
  Event event = event_of(Kind::listening);
  event.party = &party;
  EXPECT_EQ(line_of(event),
            head + "\"listening\",\"transport\":\"tcp\",\"port\":8888,\"local\":\"[::]:8888\"}\n");
}

TEST(Jsonl, APortThatLeadsToABoardNamesTheBoardsPort) {
  Party party;
  party.local = {*IpAddress::parse("127.0.0.1"), Port{8000}};
  Event event = event_of(Kind::listening);
  event.party = &party;
  event.board_port = Port{80};
  EXPECT_EQ(line_of(event), head +
                                "\"listening\",\"transport\":\"tcp\",\"port\":8000,"
                                "\"local\":\"127.0.0.1:8000\",\"board_port\":80}\n");
}

TEST(Jsonl, Connected) {
  const Party party = board();
  EXPECT_EQ(line_of(event_of(Kind::connected, &party)),
            head +
                "\"connected\",\"peer\":2,\"connection\":5,\"address\":\"192.168.1.20:51234\","
                "\"transport\":\"tcp\",\"local\":\"192.168.1.5:8888\"}\n");
}

TEST(Jsonl, ASerialPortHasNoLocalEnd) {
  Party party;
  party.transport = Transport::serial;
  party.target = "/dev/ttyUSB0";
  EXPECT_EQ(line_of(event_of(Kind::connected, &party)),
            head +
                "\"connected\",\"peer\":2,\"connection\":5,\"address\":\"/dev/ttyUSB0\","
                "\"transport\":\"serial\"}\n");
}

TEST(Jsonl, RawHasAProtocolForAPort) {
  Party party;
  party.transport = Transport::raw;
  party.local = {*IpAddress::parse("10.0.0.5"), Port{253}};
  Event event = event_of(Kind::listening);
  event.party = &party;
  EXPECT_EQ(line_of(event),
            head + "\"listening\",\"transport\":\"raw\",\"port\":253,\"local\":\"10.0.0.5\"}\n");
}

TEST(Jsonl, EndsHaveTheirReason) {
  const Party party = board();
  Event event = event_of(Kind::closed, &party);
  event.reason = "the peer closed";
  EXPECT_EQ(line_of(event),
            head +
                "\"closed\",\"peer\":2,\"connection\":5,\"address\":\"192.168.1.20:51234\","
                "\"reason\":\"the peer closed\"}\n");
  event = event_of(Kind::reset, &party);
  EXPECT_EQ(line_of(event),
            head + "\"reset\",\"peer\":2,\"connection\":5,\"address\":\"192.168.1.20:51234\"}\n");
}

TEST(Jsonl, FailuresHaveAClassAndWords) {
  const Error error{ErrorClass::no_route, 101, "connect to 10.0.0.7:80", "network is unreachable"};
  Event event = event_of(Kind::failed);
  event.error = &error;
  EXPECT_EQ(line_of(event),
            head +
                "\"failed\",\"class\":\"no_route\",\"reason\":\"cannot connect to 10.0.0.7:80: "
                "network is unreachable\"}\n");
  event.kind = Kind::refused;
  event.reason = "use --allow";
  EXPECT_EQ(line_of(event),
            head +
                "\"refused\",\"class\":\"no_route\",\"reason\":\"cannot connect to 10.0.0.7:80: "
                "network is unreachable; use --allow\"}\n");
}

TEST(Jsonl, DroppedAndRecordedCount) {
  const Party party = board();
  const Error error{ErrorClass::queue_full, 0, "queue 5 bytes", "the peer does not read"};
  Event event = event_of(Kind::dropped, &party);
  event.error = &error;
  event.count = 5;
  EXPECT_EQ(line_of(event),
            head +
                "\"dropped\",\"peer\":2,\"connection\":5,\"address\":\"192.168.1.20:51234\","
                "\"class\":\"queue_full\",\"reason\":\"cannot queue 5 bytes: the peer does not "
                "read\",\"count\":5}\n");
  event = event_of(Kind::recorded);
  event.count = 16;
  EXPECT_EQ(line_of(event), head + "\"recorded\",\"count\":16}\n");
}

TEST(Jsonl, NotedIsItsReason) {
  Event event = event_of(Kind::noted);
  event.reason = "standard output was full for 12 ms";
  EXPECT_EQ(line_of(event),
            head + "\"noted\",\"reason\":\"standard output was full for 12 ms\"}\n");
}

TEST(Jsonl, AStateHasItsFigures) {
  const Party party = board();
  PeerState state{120, 1'000'000'000'000, 7, std::nullopt};
  Event event = event_of(Kind::noted, &party);
  event.reason = "state";
  event.state = &state;
  const std::string front = head +
                            "\"noted\",\"peer\":2,\"connection\":5,\"address\":\"192.168.1.20:"
                            "51234\",\"reason\":\"state\",\"received\":120,"
                            "\"sent\":1000000000000,\"queued\":7";
  EXPECT_EQ(line_of(event), front + "}\n");
  state.tcp =
      TcpState{std::chrono::microseconds{1234}, std::chrono::microseconds{56}, 3, 2, 99, 10};
  const std::string line = line_of(event);
  EXPECT_EQ(line, front +
                      ",\"tcp\":{\"rtt_us\":1234,\"rtt_var_us\":56,\"retransmits\":3,"
                      "\"unacknowledged\":2,\"not_sent\":99,\"congestion_window\":10}}\n");
  EXPECT_EQ(nlohmann::json::parse(line)["tcp"]["retransmits"], 3);
}

TEST(Jsonl, WordsThatAreNotUtf8DoNotBreakTheLine) {
  Event event = event_of(Kind::noted);
  event.reason = "device \xff\x1b";
  EXPECT_EQ(line_of(event), head + "\"noted\",\"reason\":\"device \xef\xbf\xbd\\u001b\"}\n");
}

TEST(Jsonl, LinesAreAppended) {
  std::string lines;
  append_jsonl(event_of(Kind::noted), lines);
  append_jsonl(event_of(Kind::noted), lines);
  EXPECT_EQ(lines, head + "\"noted\"}\n" + head + "\"noted\"}\n");
}

// Another reader of JSON gets the octets back, and no line holds what a terminal would obey.
TEST(JsonlProperty, AnyOctetsComeBackAndAreSafe) {
  std::mt19937 random(17);
  for (int round = 0; round < 5000; ++round) {
    std::string bytes(random() % 24, '\0');
    for (char& octet : bytes)
      octet = static_cast<char>(random() % (round % 2 == 0 ? 128 : 256));
    const std::string line = said(bytes);
    ASSERT_EQ(line.find('\n'), line.size() - 1);
    ASSERT_TRUE(text::is_utf8(line));
    for (std::string_view rest(line.data(), line.size() - 1); !rest.empty();) {
      const auto front = text::utf8_front(rest);
      ASSERT_TRUE(text::is_shown(front.code_point)) << line;
      rest.remove_prefix(front.bytes);
    }
    const auto read = nlohmann::json::parse(line);
    ASSERT_EQ(read["bytes"], bytes.size());
    ASSERT_EQ(read.contains("text"), text::is_utf8(bytes));
    if (read.contains("text")) {
      ASSERT_EQ(read["text"].get<std::string>(), bytes);
    }
  }
}

Send send_of(std::string_view line) {
  const auto command = parse_command(line);
  if (!command) ADD_FAILURE() << to_string(command.error());
  return command ? std::get<Send>(*command) : Send{};
}

std::string error_of(std::string_view line) {
  const auto command = parse_command(line);
  if (command) return "no error";
  EXPECT_EQ(command.error().kind, ErrorClass::bad_input);
  return to_string(command.error());
}

TEST(Command, Send) {
  EXPECT_EQ(send_of(R"({"send":"Hello\n","to":2})").bytes, "Hello\n");
  EXPECT_EQ(send_of(R"({"send":"Hello\n","to":2})").to, PeerId{2});
  EXPECT_EQ(send_of(R"({"send":"x"})").to, std::nullopt);
  EXPECT_EQ(send_of(R"({"to":"all","send":"x"})").to, std::nullopt);
  EXPECT_EQ(send_of(R"({"send":"x","to":4294967295})").to, PeerId{4294967295});
  EXPECT_EQ(send_of(R"( {"send":""} )").bytes, "");
  EXPECT_EQ(send_of(R"({"send":"\u0000\u00e9\ud83d\ude42"})").bytes,
            std::string("\0\xc3\xa9\xf0\x9f\x99\x82", 7));
}

TEST(Command, ABackslashIsThatOfJsonAlone) {
  EXPECT_EQ(send_of(R"({"send":"\\n"})").bytes, "\\n");
}

TEST(Command, SendHex) {
  EXPECT_EQ(send_of(R"({"send_hex":"4865"})").bytes, "He");
  EXPECT_EQ(send_of(R"({"send_hex":"48 65, 0xff","to":1})").bytes, "He\xff");
}

TEST(Command, Close) {
  const auto command = parse_command(R"({"close":2})");
  ASSERT_TRUE(command);
  EXPECT_EQ(std::get<Close>(*command).peer, PeerId{2});
}

TEST(Command, Peers) {
  const auto command = parse_command(R"({"peers":true})");
  ASSERT_TRUE(command);
  EXPECT_TRUE(std::holds_alternative<TellPeers>(*command));
  EXPECT_EQ(error_of(R"({"peers":false})"),
            R"(cannot read the command {"peers":false}: "peers" is false, not true)");
  EXPECT_EQ(error_of(R"({"peers":2})"),
            R"(cannot read the command {"peers":2}: "peers" is a number, not true)");
  EXPECT_EQ(error_of(R"({"peers":true,"to":2})"),
            R"(cannot read the command {"peers":true,"to":2}: "to" goes with send and send_hex; )"
            "peers asks for all of them");
  EXPECT_NE(error_of(R"({"peers":true,"close":1})").find("more than one"), std::string::npos);
}

TEST(Command, WhatIsNoJson) {
  EXPECT_EQ(error_of("hello"), "cannot read the command hello: it is no JSON from position 1 on");
  EXPECT_EQ(error_of(""), "cannot read the command \"\": it is no JSON from position 1 on");
  EXPECT_EQ(error_of(R"({"send":"x)"),
            R"(cannot read the command {"send":"x: it is no JSON from position 11 on)");
  EXPECT_EQ(error_of(R"({"send":'x'})"),
            R"(cannot read the command {"send":'x'}: it is no JSON from position 9 on)");
  EXPECT_NE(error_of("{\"send\":\"\xff\"}").find("no JSON from position 10 on"), std::string::npos);
  EXPECT_NE(error_of(R"({"send":"x"}{"send":"y"})").find("position 13"), std::string::npos);
  EXPECT_NE(error_of(R"({"send":"\ud800"})").find("no JSON"), std::string::npos);
}

TEST(Command, WhatIsNoObject) {
  EXPECT_EQ(
      error_of("[1]"),
      R"(cannot read the command [1]: it is an array, not an object such as {"send":"Hello"})");
  EXPECT_NE(error_of("null").find("it is null"), std::string::npos);
  EXPECT_NE(error_of("\"x\"").find("it is a string"), std::string::npos);
}

TEST(Command, AnUnknownKeyIsNamed) {
  EXPECT_EQ(error_of(R"({"snd":"x"})"),
            R"(cannot read the command {"snd":"x"}: the key "snd" is not known; known are send, )"
            "send_hex, close, peers and to");
  EXPECT_NE(error_of(R"({"send":"x","To":1})").find("\"To\""), std::string::npos);
}

TEST(Command, AKeyMayNotBeRepeated) {
  EXPECT_EQ(
      error_of(R"({"send":"x","send":"y"})"),
      R"(cannot read the command {"send":"x","send":"y"}: the key "send" stands there twice)");
}

TEST(Command, OneVerb) {
  EXPECT_EQ(error_of("{}"),
            "cannot read the command {}: it has none of the keys send, send_hex, close and peers");
  EXPECT_EQ(error_of(R"({"to":1})"),
            R"(cannot read the command {"to":1}: it has none of the keys send, send_hex, close )"
            "and peers");
  EXPECT_NE(error_of(R"({"send":"x","send_hex":"48"})").find("more than one"), std::string::npos);
  EXPECT_NE(error_of(R"({"close":1,"send":"x"})").find("more than one"), std::string::npos);
  EXPECT_EQ(
      error_of(R"({"close":1,"to":1})"),
      R"(cannot read the command {"close":1,"to":1}: "to" goes with send and send_hex; close )"
      "itself names the peer");
}

TEST(Command, WrongTypes) {
  EXPECT_EQ(error_of(R"({"send":1})"),
            R"(cannot read the command {"send":1}: "send" is a number, not a string)");
  EXPECT_EQ(error_of(R"({"send":{"a":1,"a":2}})"),
            R"(cannot read the command {"send":{"a":1,"a":2}}: "send" is an object, not a string)");
  EXPECT_NE(error_of(R"({"send_hex":["48"]})").find("\"send_hex\" is an array, not a string"),
            std::string::npos);
  EXPECT_EQ(
      error_of(R"({"send":"x","to":"2"})"),
      R"(cannot read the command {"send":"x","to":"2"}: "to" is a string, not a peer's number )"
      R"(or "all")");
  EXPECT_EQ(
      error_of(R"({"close":true})"),
      R"(cannot read the command {"close":true}: "close" is true or false, not a peer's number)");
}

TEST(Command, APeersNumberHasARange) {
  EXPECT_EQ(error_of(R"({"close":0})"),
            R"(cannot read the command {"close":0}: "close" is 0; a peer's number is from 1 to )"
            "4294967295");
  for (const std::string_view to : {"-1", "4294967296", "2.0", "18446744073709551616", "1e300"}) {
    const std::string error = error_of("{\"send\":\"x\",\"to\":" + std::string(to) + "}");
    EXPECT_NE(error.find("a peer's number is from 1 to 4294967295 or \"all\""), std::string::npos)
        << error;
  }
  EXPECT_NE(error_of(R"({"close":1e999})").find("a number in it is too large"), std::string::npos);
}

TEST(Command, BadHexIsExplained) {
  EXPECT_EQ(
      error_of(R"({"send_hex":"48 6x"})"),
      R"(cannot read the command {"send_hex":"48 6x"}: in "send_hex", "x" at position 5 is no )"
      "hexadecimal digit");
}

TEST(Command, DeepNestingIsOnlyAnError) {
  EXPECT_NE(error_of(std::string(200'000, '[')).find("no JSON"), std::string::npos);
  EXPECT_NE(error_of(std::string(100'000, '[') + std::string(100'000, ']')).find("an array"),
            std::string::npos);
}

TEST(Command, ErrorsAreSafeToShow) {
  EXPECT_EQ(error_of("\x1b[2J").find('\x1b'), std::string::npos);
  EXPECT_EQ(error_of("{\"\\u001b\":1}").find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace parley::event
