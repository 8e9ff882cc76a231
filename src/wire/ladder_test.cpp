#include "wire/ladder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "wire/frames_fixture.h"
#include "wire/ladder_words.h"

using namespace parley;
using namespace parley::wire;
using test::MadeCapture;
using Tins::TCP;
using Kind = Finding::Kind;

namespace {

struct Shown {
  std::vector<Row> rows;
  std::vector<std::string> words;  // with the sentences of the findings
  Summary summary;
  std::size_t conversations = 0;
};

Shown shown(const MadeCapture& capture) {
  Shown all;
  Ladder ladder(
      [&](const Flow&, const Summary&, const Row& row) {
        std::string words = row_label(row) + ": " + row_words(row, excerpt(row.payload, 40));
        for (const auto& more : finding_words(row))
          words += " ! " + more;
        all.words.push_back(words);
        all.rows.push_back(row);
      },
      [&](const Flow&, const Summary& summary) {
        ++all.conversations;
        all.summary = summary;
      });
  auto reader = record::CaptureReader::of(capture.file());
  for (auto packet = reader.next(); packet && *packet; packet = reader.next())
    ladder.add(frame_of(**packet, reader));
  ladder.finish();
  return all;
}

/// The findings of the last row.
std::vector<Kind> last(const MadeCapture& capture) {
  std::vector<Kind> kinds;
  const Shown all = shown(capture);
  for (const auto& finding : all.rows.back().findings)
    kinds.push_back(finding.kind);
  return kinds;
}

using Kinds = std::vector<Kind>;

constexpr Duration operator""_ms(unsigned long long count) {
  return std::chrono::milliseconds(count);
}

}  // namespace

TEST(Ladder, AConversationInWords) {
  MadeCapture capture;
  capture.handshake().board(0, 0, "Hello\n").router(0, 6).router(0, 6, "Hi");
  capture.router(2, 6, "", TCP::FIN).board(6, 3, "", TCP::FIN).router(3, 7);
  const auto all = shown(capture);
  const std::vector<std::string> tail(all.words.begin() + 3, all.words.end());
  EXPECT_EQ(tail, (std::vector<std::string>{
                      "6 octets: octets 1 to 6: \"Hello\\n\"",
                      "ACK: I have all up to your octet 6 (250 us later).",
                      "2 octets: octets 1 to 2: \"Hi\"",
                      "FIN: I have sent everything.",
                      "FIN: I have sent everything. I know that you have sent everything.",
                      "ACK: I know that you have sent everything.",
                  }));
  EXPECT_TRUE(all.summary.established);
  EXPECT_EQ(all.summary.handshake, std::chrono::microseconds(500));
  EXPECT_EQ(all.summary.octets[0], 6u);
  EXPECT_EQ(all.summary.octets[1], 2u);
  EXPECT_TRUE(has_ended(all.summary));
}

TEST(Ladder, SentAgainAndWhy) {
  MadeCapture timer;
  timer.handshake().board(0, 0, "Hello").wait(300_ms).board(0, 0, "Hello");
  EXPECT_EQ(last(timer), Kinds{Kind::sent_again});
  EXPECT_EQ(
      shown(timer).words.back(),
      "5 octets: octets 1 to 5: \"Hello\" ! Sent again after 300 ms: no answer to it had come "
      "here.");
  MadeCapture lost;
  lost.handshake().frame(MadeCapture::of_board(0, 0, "Hello"), true).board(0, 0, "Hello");
  EXPECT_EQ(last(lost), Kinds{Kind::sent_again_lost});
  EXPECT_EQ(shown(lost).summary.lost, 1u);
  MadeCapture vain;
  vain.handshake().board(0, 0, "Hello").router(0, 5).wait(300_ms).board(0, 0, "Hello");
  EXPECT_EQ(last(vain), Kinds{Kind::sent_again_in_vain});
  MadeCapture fast;
  fast.handshake().board(0, 0, "Hello").board(5, 0, "world").router(0, 0).router(0, 0).router(0, 0);
  EXPECT_EQ(last(fast), Kinds{Kind::duplicate_ack});
  fast.board(0, 0, "Hello");
  EXPECT_EQ(last(fast), Kinds{Kind::sent_again_fast});
  EXPECT_EQ(shown(fast).summary.again, 1u);
}

TEST(Ladder, HolesAndWhatFillsThem) {
  MadeCapture soon;
  soon.handshake().board(5, 0, "world");
  EXPECT_EQ(last(soon), Kinds{Kind::gap});
  soon.board(0, 0, "Hello");
  EXPECT_EQ(last(soon), Kinds{Kind::out_of_order});
  MadeCapture late;
  late.handshake().board(5, 0, "world").wait(300_ms).board(0, 0, "Hello");
  EXPECT_EQ(last(late), Kinds{Kind::fills_gap});
  MadeCapture unseen;
  unseen.handshake().router(0, 5);
  EXPECT_EQ(last(unseen), Kinds{Kind::ack_of_unseen});
  EXPECT_EQ(shown(unseen).summary.missing, 5u);
}

TEST(Ladder, AWindowThatClosesAndOpens) {
  MadeCapture capture;
  capture.handshake().board(0, 0, "Hello");
  auto closed = test::frame_of(MadeCapture::of_router(0, 5));
  const auto with_window = [](std::string frame, char high) {
    Tins::EthernetII parsed(reinterpret_cast<const std::uint8_t*>(frame.data()),
                            static_cast<std::uint32_t>(frame.size()));
    parsed.rfind_pdu<Tins::TCP>().window(static_cast<std::uint16_t>(high << 8));
    return test::octets(parsed);
  };
  capture.octets(with_window(closed, 0));
  EXPECT_EQ(last(capture), Kinds{Kind::zero_window});
  capture.wait(300_ms).board(4, 0, "o");
  EXPECT_EQ(last(capture), Kinds{Kind::window_probe});
  capture.octets(with_window(closed, 0));
  capture.octets(with_window(closed, 4));
  EXPECT_EQ(last(capture), Kinds{Kind::window_open});
  EXPECT_EQ(shown(capture).words.back(),
            "ACK: I have all up to your octet 5, as I said. There is room for 1024 more. ! The "
            "other end may go on (window update).");
}

TEST(Ladder, KeepAliveAndItsAnswer) {
  MadeCapture capture;
  capture.handshake().board(0, 0, "Hello").router(0, 5).wait(10'000_ms).board(4, 0);
  EXPECT_EQ(last(capture), Kinds{Kind::keep_alive});
  capture.router(0, 5);
  EXPECT_EQ(last(capture), Kinds{Kind::keep_alive_answer});
}

TEST(Ladder, ASmallPieceThatWaitedForADelayedAck) {
  MadeCapture capture;
  capture.handshake().board(0, 0, "GET ").wait(200_ms).router(0, 4);
  EXPECT_EQ(last(capture), Kinds{Kind::slow_ack});
  capture.board(4, 0, "now");
  EXPECT_EQ(last(capture), Kinds{Kind::stall});
  EXPECT_EQ(shown(capture).summary.stalls, 1u);
  MadeCapture unhurried;
  unhurried.handshake()
      .board(0, 0, "GET ")
      .wait(200_ms)
      .router(0, 4)
      .wait(50_ms)
      .board(4, 0, "now");
  EXPECT_EQ(last(unhurried), Kinds{});
}

TEST(Ladder, ResetsByTheirReasons) {
  MadeCapture refused;
  refused.frame({.flags = TCP::SYN, .sequence = 9});
  refused.frame({.from_board = false, .flags = TCP::RST | TCP::ACK, .acknowledgement = 10});
  EXPECT_EQ(shown(refused).words.back(), "RST: no: nobody listens here.");
  EXPECT_TRUE(shown(refused).summary.refused);
  MadeCapture answer;
  answer.handshake().router(0, 0, "", TCP::FIN).board(0, 1, "", TCP::RST);
  EXPECT_EQ(last(answer), Kinds{Kind::reset_after_fin});
  MadeCapture force;
  force.handshake().board(0, 0, "Hello").router(0, 5, "", TCP::RST);
  EXPECT_EQ(last(force), Kinds{Kind::reset_by_force});
  MadeCapture after;
  after.handshake().router(0, 0, "", TCP::FIN).board(0, 1, "more").router(1, 0, "", TCP::RST);
  EXPECT_EQ(last(after), Kinds{Kind::reset_after_close});
}

TEST(Ladder, SilenceIsNotCalledARefusal) {
  MadeCapture capture;
  for (int i = 0; i < 3; ++i)
    capture.frame({.flags = TCP::SYN, .sequence = 9}).wait(1000_ms);
  const auto all = shown(capture);
  EXPECT_EQ(last(capture), Kinds{Kind::asked_again});
  EXPECT_FALSE(all.summary.refused || all.summary.answered);
  EXPECT_NE(all.words.back().find("Said for the 3rd time, 1 s after the last."), std::string::npos)
      << all.words.back();
}

TEST(Ladder, ADamagedSegmentChangesNothing) {
  MadeCapture capture;
  auto damaged = test::frame_of(MadeCapture::of_board(0, 0, "Jello"));
  damaged[14 + 40] = 'x';
  capture.handshake().octets(damaged);
  EXPECT_EQ(last(capture), Kinds{Kind::damaged});
  capture.board(0, 0, "Hello");
  EXPECT_EQ(last(capture), Kinds{});
  EXPECT_EQ(shown(capture).summary.damaged, 1u);
}

TEST(Ladder, OfARecordingOfOursOnlyMessagesAreShown) {
  std::vector<Row> rows;
  Summary summary;
  Ladder ladder([&](const Flow&, const Summary&, const Row& row) { rows.push_back(row); },
                [&](const Flow&, const Summary& end) { summary = end; });
  const auto add = [&](const test::Made& made, bool decoration) {
    const auto octets = test::frame_of(made);
    ladder.add({WallTime{}, "conversations", octets}, true, decoration);
  };
  add({.flags = TCP::SYN, .sequence = MadeCapture::board_first}, true);
  add(MadeCapture::of_board(0, 0, "Hello"), false);
  add(MadeCapture::of_board(0, 0, "Hello"), false);
  add(MadeCapture::of_board(8, 0, "world"), false);
  add(MadeCapture::of_board(13, 0, "", TCP::RST), true);
  ladder.finish();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_TRUE(rows[1].findings.empty());
  EXPECT_TRUE(rows[2].has(Kind::gap));
  EXPECT_TRUE(summary.rebuilt);
  EXPECT_FALSE(summary.handshake || summary.established || summary.reset_by_client);
}

TEST(LadderWords, AnExcerptIsOneSafeLine) {
  EXPECT_EQ(excerpt("Hello\r\n\tyou", 40), "\"Hello\\n\\tyou\"");
  EXPECT_EQ(excerpt("\x1b[2Jx", 40), "\"\\1B[2Jx\"");
  EXPECT_EQ(excerpt(std::string(100, 'x'), 20), "\"" + std::string(14, 'x') + "\"...");
}
