#include "wire/conversations.h"

#include <chrono>
#include <gtest/gtest.h>

#include "record/pcapng.h"
#include "wire/frames_fixture.h"
#include "wire/words.h"

using namespace parley;
using namespace parley::wire;
using test::Made;
using Tins::TCP;

namespace {

constexpr std::uint32_t board_first = 6509;
constexpr std::uint32_t router_first = 0xffff'fffe;  // its numbers wrap around

/// A capture with a step every 250 us.
struct Scene {
  Conversations seen;
  WallTime time{};

  void add(const Made& made, bool lost = false, std::string_view link = "board") {
    add_octets(test::frame_of(made), lost, link);
  }
  void add_octets(const std::string& octets, bool lost = false, std::string_view link = "board") {
    seen.add({time, link, octets, lost});
    time += std::chrono::microseconds(250);
  }
  void handshake(std::uint16_t port = 49153, std::string_view link = "board") {
    add({.flags = TCP::SYN, .sequence = board_first, .board_port = port, .segment_most = 536},
        false, link);
    add({.from_board = false,
         .flags = TCP::SYN | TCP::ACK,
         .sequence = router_first,
         .acknowledgement = board_first + 1,
         .board_port = port,
         .segment_most = 1460},
        false, link);
    add({.flags = TCP::ACK,
         .sequence = board_first + 1,
         .acknowledgement = router_first + 1,
         .board_port = port},
        false, link);
  }
  const Conversation& only() const {
    EXPECT_EQ(seen.all().size(), 1u);
    return seen.all().front();
  }
};

std::vector<Step::Kind> kinds(const std::vector<Step>& steps) {
  std::vector<Step::Kind> found;
  for (const auto& step : steps)
    found.push_back(step.kind);
  return found;
}

using Kinds = std::vector<Step::Kind>;
constexpr auto syn = Step::Kind::syn, syn_ack = Step::Kind::syn_ack, ack = Step::Kind::ack,
               fin = Step::Kind::fin, rst = Step::Kind::rst;

}  // namespace

TEST(Conversations, AHandshakeDataAndTheEnd) {
  Scene scene;
  scene.handshake();
  scene.add({.flags = TCP::ACK | TCP::PSH,
             .sequence = board_first + 1,
             .acknowledgement = router_first + 1,
             .payload = "Hello"});
  scene.add({.from_board = false,
             .flags = TCP::ACK,
             .sequence = router_first + 1,
             .acknowledgement = board_first + 6,
             .payload = "Hi"});
  scene.add({.from_board = false,
             .flags = TCP::FIN | TCP::ACK,
             .sequence = router_first + 3,
             .acknowledgement = board_first + 6});
  scene.add({.flags = TCP::RST | TCP::ACK, .sequence = board_first + 6});
  const auto& talk = scene.only();
  EXPECT_TRUE(talk.established);
  EXPECT_FALSE(talk.refused);
  EXPECT_EQ(kinds(talk.opening), (Kinds{syn, syn_ack, ack}));
  EXPECT_EQ(kinds(talk.closing), (Kinds{fin, rst}));
  EXPECT_FALSE(talk.closing.front().by_client);
  EXPECT_TRUE(talk.closing.back().by_client);
  EXPECT_EQ(talk.client_bytes, 5u);
  EXPECT_EQ(talk.server_bytes, 2u);
  EXPECT_EQ(talk.segments_repeated, 0u);
}

TEST(Conversations, RefusedIsRstForSyn) {
  Scene scene;
  scene.add({.flags = TCP::SYN, .sequence = board_first});
  scene.add(
      {.from_board = false, .flags = TCP::RST | TCP::ACK, .acknowledgement = board_first + 1});
  EXPECT_TRUE(scene.only().refused);
  EXPECT_FALSE(scene.only().established);
  EXPECT_EQ(kinds(scene.only().opening), (Kinds{syn, rst}));
  EXPECT_TRUE(scene.only().closing.empty());
}

TEST(Conversations, SilenceIsOnlyTheSynsAgain) {
  Scene scene;
  for (int i = 0; i < 3; ++i)
    scene.add({.flags = TCP::SYN, .sequence = board_first});
  EXPECT_EQ(kinds(scene.only().opening), (Kinds{syn, syn, syn}));
  EXPECT_FALSE(scene.only().established || scene.only().refused);
}

TEST(Conversations, ALostThirdStepOpensNothing) {
  Scene scene;
  scene.add({.flags = TCP::SYN, .sequence = board_first}, true);
  scene.add({.flags = TCP::SYN, .sequence = board_first});
  scene.add({.from_board = false,
             .flags = TCP::SYN | TCP::ACK,
             .sequence = router_first,
             .acknowledgement = board_first + 1});
  const Made third{
      .flags = TCP::ACK, .sequence = board_first + 1, .acknowledgement = router_first + 1};
  scene.add(third, true);
  EXPECT_FALSE(scene.only().established);
  scene.add(third);
  EXPECT_TRUE(scene.only().established);
  EXPECT_EQ(kinds(scene.only().opening), (Kinds{syn, syn, syn_ack, ack, ack}));
  EXPECT_EQ(scene.only().segments_lost, 2u);
}

TEST(Conversations, ADamagedSynAckIsNotSeenByTheBoardEither) {
  Scene scene;
  scene.add({.flags = TCP::SYN, .sequence = board_first});
  auto octets = test::frame_of({.from_board = false,
                                .flags = TCP::SYN | TCP::ACK,
                                .sequence = router_first,
                                .acknowledgement = board_first + 1});
  octets[14 + 20 + 5] = static_cast<char>(octets[14 + 20 + 5] ^ 1);  // of its own number
  scene.add_octets(octets);
  EXPECT_EQ(kinds(scene.only().opening), Kinds{syn});
  EXPECT_EQ(scene.only().segments_damaged, 1u);
}

TEST(Conversations, RepeatedDataCountsOnce) {
  Scene scene;
  scene.handshake();
  const Made first{.from_board = false,
                   .flags = TCP::ACK,
                   .sequence = router_first + 1,
                   .acknowledgement = board_first + 1,
                   .payload = "0123456789"};
  scene.add(first);
  scene.add(first);
  Made overlapping = first;
  overlapping.sequence += 5;
  scene.add(overlapping);
  EXPECT_EQ(scene.only().server_bytes, 15u);
  EXPECT_EQ(scene.only().segments_repeated, 1u);
}

TEST(Conversations, PortsUsedAgainAndOtherLinksAreOthers) {
  Scene scene;
  scene.handshake();
  scene.handshake(49154);
  scene.handshake(49153, "other");
  scene.add({.flags = TCP::SYN, .sequence = 77});
  ASSERT_EQ(scene.seen.all().size(), 4u);
  EXPECT_EQ(scene.seen.all()[2].link, "other");
  EXPECT_EQ(scene.seen.all()[3].opening.front().segment.sequence, 77u);
}

TEST(Conversations, WithoutItsSynItIsCountedAndNotGuessedAt) {
  Scene scene;
  scene.add({.flags = TCP::ACK, .sequence = 1, .payload = "late"});
  EXPECT_TRUE(scene.seen.all().empty());
  EXPECT_EQ(scene.seen.segments_without_opening(), 1u);
}

TEST(Conversations, AreReadFromACapture) {
  ByteString file;
  record::pcapng::append_section(file, "test");
  record::pcapng::Interface interface;
  interface.name = "TcpClient";
  record::pcapng::append_interface(file, interface);
  const auto octets = test::frame_of({.flags = TCP::SYN, .sequence = board_first});
  record::pcapng::Packet packet;
  packet.time = WallTime(std::chrono::seconds(1'000'000'000));
  packet.data = octets;
  packet.comment = "lost on the link";
  record::pcapng::append_packet(file, packet);
  const auto found = read_capture(file);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->all().size(), 1u);
  EXPECT_EQ(found->all()[0].link, "TcpClient");
  EXPECT_TRUE(found->all()[0].opening[0].lost);
  EXPECT_EQ(found->all()[0].opening[0].time, packet.time);
  EXPECT_FALSE(read_capture("no capture, though long enough to be one"));
}

TEST(ConversationWords, NameBothEndsAndWhereItWasSeen) {
  Scene scene;
  scene.handshake();
  std::vector<std::string> lines;
  for (const auto& words : conversation_words(
           scene.only(), {{*IpAddress::parse("10.0.2.2"), "the router", "which speaks for this PC"},
                          {*IpAddress::parse("10.0.2.15"), "the board"}})) {
    lines.push_back(words.head + words.text);
  }
  EXPECT_EQ(lines, (std::vector<std::string>{
                       "Seen on the link of board, between the board (10.0.2.15:49153) and the "
                       "router (10.0.2.2:8888), which speaks for this PC:",
                       "   +0.000 ms  SYN      the board:  may I connect? I count from 6510 "
                       "(segments of at most 536 octets, window 2144).",
                       "   +0.250 ms  SYN-ACK  the router: yes, I wait for your 6510. I count from "
                       "4294967295 (segments of at most 1460 octets, window 2144).",
                       "   +0.500 ms  ACK      the board:  and I wait for your 4294967295. Both "
                       "know that both hear: it is open.",
                       "0 octets came from the board, 0 from the router."}));
}

TEST(ConversationWords, ANoteOfTheFirstEndStandsBetweenCommas) {
  Scene scene;
  scene.handshake();
  const auto lines =
      conversation_words(scene.only(), {{*IpAddress::parse("10.0.2.15"), "it", "a board"}});
  EXPECT_EQ(lines[0].text,
            "Seen on the link of board, between it (10.0.2.15:49153), a board, and "
            "10.0.2.2:8888:");
}

TEST(ConversationWords, SilenceIsNotCalledARefusal) {
  Scene scene;
  scene.add({.flags = TCP::SYN, .sequence = board_first}, true);
  const auto lines = conversation_words(scene.only(), {});
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_NE(lines[1].text.find("(This one was lost on the link.)"), std::string::npos);
  EXPECT_EQ(lines[2].text, "No answer of 10.0.2.2:8888 was captured.");
  EXPECT_EQ(lines[3].text, "Segments: 1 lost on the link.");
}
