#include "wire/capture_source.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <random>
#include <tins/udp.h>

#include "wire/frames_fixture.h"

using namespace parley;
using namespace parley::wire;
using event::Kind;
using test::MadeCapture;
using Tins::TCP;

namespace {

/// Each event in one line: peer, kind, bytes or count, reason.
std::vector<std::string> told(Bytes file, CaptureSource::End end = CaptureSource::End::final) {
  CaptureSource source(record::CaptureReader::of(file), end);
  std::vector<std::string> lines;
  std::uint64_t number = 0;
  for (;;) {
    const auto event = source.next();
    if (!event) {
      lines.push_back(to_string(event.error()));
      return lines;
    }
    if (*event == nullptr) return lines;
    const event::Event& one = **event;
    // Damage stands in its place, but is no event that was captured.
    if (one.number != 0) {
      EXPECT_EQ(one.number, ++number);
    }
    std::string line = fmt::format("{} {}", static_cast<unsigned>(one.peer), kind_name(one.kind));
    if (!one.bytes.empty()) line += fmt::format(" \"{}\"", one.bytes);
    if (one.count != 0) line += fmt::format(" {}", one.count);
    if (!one.reason.empty()) line += fmt::format(": {}", one.reason);
    lines.push_back(line);
  }
}

using Lines = std::vector<std::string>;

}  // namespace

TEST(CaptureSource, AConversationFromItsHandshakeToItsEnd) {
  MadeCapture capture;
  capture.handshake().board(0, 0, "Hello").router(0, 5, "Hi").router(2, 5, "", TCP::FIN);
  capture.board(5, 3, "", TCP::FIN).router(3, 6);
  EXPECT_EQ(told(capture.file()), (Lines{"1 connected", "1 sent \"Hello\"", "1 received \"Hi\"",
                                         "1 closed: by the server, then by the client"}));
}

TEST(CaptureSource, TheEndsAreToldFromTheClient) {
  MadeCapture capture;
  capture.handshake();
  CaptureSource source(record::CaptureReader::of(capture.file()), CaptureSource::End::final);
  const auto event = source.next();
  ASSERT_TRUE(event && *event);
  ASSERT_NE((*event)->party, nullptr);
  EXPECT_EQ((*event)->party->local.to_string(), "10.0.2.15:49153");
  EXPECT_EQ((*event)->party->name(), "10.0.2.2:8888");
  EXPECT_TRUE((*event)->party->opened_here);
}

TEST(CaptureSource, WhatCameAgainOrLateIsPutRight) {
  MadeCapture capture;
  capture.handshake().board(5, 0, "world").board(0, 0, "Hello").board(0, 0, "Hello");
  capture.board(3, 0, "loworld!");
  EXPECT_EQ(told(capture.file()),
            (Lines{"1 connected", "1 sent \"Hello\"", "1 sent \"world\"", "1 sent \"!\""}));
}

TEST(CaptureSource, LostAndDamagedFramesSayNothing) {
  MadeCapture capture;
  capture.handshake().frame(MadeCapture::of_board(0, 0, "Hello"), true);
  auto damaged = test::frame_of(MadeCapture::of_board(0, 0, "Jello"));
  damaged[14 + 40] = 'x';
  capture.octets(damaged).board(0, 0, "Hello");
  EXPECT_EQ(told(capture.file()), (Lines{"1 connected", "1 sent \"Hello\""}));
}

TEST(CaptureSource, AHoleIsGivenUpWhenItWasAcknowledgedLongAgo) {
  MadeCapture capture;
  capture.handshake().board(5, 0, "world");
  EXPECT_EQ(told(capture.file(), CaptureSource::End::growing), Lines{"1 connected"});
  for (unsigned i = 0; i <= CaptureSource::patience_segments; ++i)
    capture.router(0, 10);
  EXPECT_EQ(told(capture.file(), CaptureSource::End::growing),
            (Lines{"1 connected",
                   "1 dropped 5: 5 octets that the client sent are not in the "
                   "capture",
                   "1 sent \"world\""}));
}

TEST(CaptureSource, AHoleIsToldAtTheEnd) {
  MadeCapture capture;
  capture.handshake().board(5, 0, "world").router(0, 12);
  EXPECT_EQ(
      told(capture.file()),
      (Lines{"1 connected", "1 dropped 5: 5 octets that the client sent are not in the capture",
             "1 sent \"world\"",
             "1 dropped 2: 2 octets that the client sent are not in the capture"}));
}

TEST(CaptureSource, RefusedUnansweredResetAndLate) {
  MadeCapture refused;
  refused.frame({.flags = TCP::SYN, .sequence = 9});
  refused.frame({.from_board = false, .flags = TCP::RST | TCP::ACK, .acknowledgement = 10});
  EXPECT_EQ(told(refused.file()), Lines{"1 failed: RST was the answer to SYN: connection refused"});
  MadeCapture unanswered;
  for (int i = 0; i < 3; ++i)
    unanswered.frame({.flags = TCP::SYN, .sequence = 9});
  EXPECT_EQ(told(unanswered.file()), Lines{"1 failed: no answer to 3 SYN in the capture"});
  EXPECT_EQ(told(unanswered.file(), CaptureSource::End::growing), Lines{});
  MadeCapture reset;
  reset.handshake().board(0, 0, "Hello").router(0, 5, "", TCP::RST);
  EXPECT_EQ(told(reset.file()),
            (Lines{"1 connected", "1 sent \"Hello\"", "1 reset: RST by the server"}));
  MadeCapture answered;
  answered.handshake().router(0, 0, "", TCP::FIN).board(0, 1, "", TCP::RST);
  EXPECT_EQ(
      told(answered.file()),
      (Lines{"1 connected", "1 closed: by the server, whose FIN the client answered with RST"}));
  MadeCapture late;
  late.board(700, 900, "Hello").router(900, 705, "Hi");
  EXPECT_EQ(told(late.file()), (Lines{"1 connected: its beginning is not in the capture",
                                      "1 sent \"Hello\"", "1 received \"Hi\""}));
}

TEST(CaptureSource, PortsTakenAgainAreAnotherConversation) {
  MadeCapture capture;
  capture.handshake().board(0, 0, "Hello");
  capture.frame({.flags = TCP::SYN, .sequence = 77});
  EXPECT_EQ(told(capture.file()),
            (Lines{"1 connected", "1 sent \"Hello\"", "1 closed: its end is not in the capture",
                   "2 failed: no answer to 1 SYN in the capture"}));
}

TEST(CaptureSource, DatagramsAreConversationsToo) {
  MadeCapture capture;
  const auto udp = [](const char* from, const char* to, std::uint16_t source,
                      std::uint16_t destination, const std::string& payload) {
    Tins::EthernetII frame = Tins::EthernetII() / Tins::IP(to, from) /
                             Tins::UDP(destination, source) / Tins::RawPDU(payload);
    return test::octets(frame);
  };
  capture.octets(udp("10.0.2.15", "10.0.2.3", 4000, 53, "who?"));
  capture.octets(udp("10.0.2.3", "10.0.2.15", 53, 4000, "you"));
  EXPECT_EQ(told(capture.file()), (Lines{"1 connected", "1 sent \"who?\"", "1 received \"you\""}));
}

TEST(CaptureSource, WhatIsNoCaptureAndWhatIsDamaged) {
  EXPECT_EQ(told("hello, this is text"),
            Lines{"cannot read the capture: it is neither pcapng nor pcap: it is text"});
  MadeCapture capture;
  capture.handshake();
  const ByteString file = capture.file() + ByteString(16, 'x');
  EXPECT_EQ(told(file).back().substr(0, 61),
            "0 noted: the capture is damaged and cannot be read on: a bloc");
  CaptureSource source(record::CaptureReader::of(file), CaptureSource::End::final);
  std::uint64_t last = 1;
  for (auto event = source.next(); event && *event != nullptr; event = source.next()) {
    last = (*event)->number;
  }
  EXPECT_EQ(last, 0u);
}

TEST(CaptureSource, AnyOrderAndAnyRepetitionGiveTheSameOctets) {
  std::mt19937 random(4);
  for (int round = 0; round < 200; ++round) {
    std::string whole;
    std::vector<test::Made> segments;
    while (whole.size() < 2000) {
      std::string piece(1 + random() % 100, static_cast<char>('a' + random() % 26));
      segments.push_back(
          MadeCapture::of_router(static_cast<std::uint32_t>(whole.size()), 0, piece));
      whole += piece;
      if (random() % 3 == 0) segments.push_back(segments[random() % segments.size()]);
    }
    for (std::size_t i = 0; i < segments.size(); ++i) {
      std::swap(segments[i], segments[std::min(segments.size() - 1, i + random() % 5)]);
    }
    MadeCapture capture;
    capture.handshake();
    for (const auto& segment : segments)
      capture.frame(segment);
    CaptureSource source(record::CaptureReader::of(capture.file()), CaptureSource::End::growing);
    std::string received;
    for (auto event = source.next(); event && *event; event = source.next())
      received += (*event)->bytes;
    ASSERT_EQ(received, whole) << "round " << round;
  }
}
