#include "desk/bridge/ladder_reader.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

#include "log/recording_fixture.h"
#include "wire/frames_fixture.h"
#include "wire/ladder_words.h"

namespace parley::desk::bridge {
namespace {

using models::LadderFlow;
using models::LadderRow;
using wire::test::Made;
using wire::test::MadeCapture;

constexpr int patience_ms = 20'000;

class LadderReaderTest : public testing::Test {
 protected:
  std::filesystem::path path() const {
    return std::filesystem::path(folder_.path().toStdString()) / "capture.pcapng";
  }
  void write(Bytes octets, std::ios::openmode mode = std::ios::trunc) const {
    std::ofstream(path(), std::ios::binary | mode) << octets;
  }
  void open(bool grows) { reader_ = std::make_unique<LadderReader>(path(), grows); }

  template <typename Condition>
  bool until(Condition condition) {
    return QTest::qWaitFor([&] { return condition(); }, patience_ms);
  }
  bool until_rows(std::uint32_t flow, std::size_t count) {
    return until([&] { return reader_->rows(flow).size() == count; });
  }

  QTemporaryDir folder_;
  std::unique_ptr<LadderReader> reader_;
};

TEST_F(LadderReaderTest, AHandshakeAWordAndAnEnd) {
  write(MadeCapture()
            .handshake()
            .board(0, 0, "Hello")
            .router(0, 5)
            .board(5, 0, "", Tins::TCP::FIN)
            .router(0, 6, "", Tins::TCP::FIN)
            .board(6, 1)
            .file());
  open(false);
  ASSERT_TRUE(until_rows(1, 8));
  ASSERT_EQ(reader_->flows().size(), 1u);
  const LadderFlow& flow = reader_->flows().front();
  EXPECT_EQ(flow.client, QStringLiteral("10.0.2.15:49153"));
  EXPECT_EQ(flow.end, QStringLiteral("closed"));
  EXPECT_EQ(flow.rows, 8u);
  EXPECT_FALSE(flow.datagrams);
  EXPECT_FALSE(flow.summary.isEmpty());
  const auto& rows = reader_->rows(1);
  EXPECT_EQ(rows[0].label, QStringLiteral("SYN"));
  EXPECT_TRUE(rows[0].by_client);
  EXPECT_EQ(rows[1].label, QStringLiteral("SYN-ACK"));
  EXPECT_FALSE(rows[1].by_client);
  EXPECT_EQ(rows[3].label, QStringLiteral("5 octets"));
  EXPECT_EQ(rows[3].words, QStringLiteral("octets 1 to 5: \"Hello\""));
  EXPECT_EQ(rows[3].first_octet, 1u);
  EXPECT_EQ(rows[3].bytes, 5u);
  EXPECT_NEAR(rows[3].since_ms, 0.75, 0.001);
  EXPECT_FALSE(rows[3].trouble);
  EXPECT_TRUE(reader_->remark().isEmpty()) << reader_->remark().toStdString();
}

TEST_F(LadderReaderTest, GrowsWithItsFile) {
  MadeCapture capture;
  capture.handshake();
  write(capture.file());
  open(true);
  ASSERT_TRUE(until_rows(1, 3));
  EXPECT_TRUE(reader_->flows().front().end.isEmpty());
  const std::size_t before = capture.file().size();
  capture.board(0, 0, "Hello");
  const Bytes more = Bytes(capture.file()).substr(before);
  write(more.substr(0, 30), std::ios::app);
  QTest::qWait(100);
  EXPECT_EQ(reader_->rows(1).size(), 3u);
  write(more.substr(30), std::ios::app);
  ASSERT_TRUE(until_rows(1, 4));
  // A router that is killed in the middle of a packet.
  write(Bytes(capture.file()).substr(before).substr(0, 30), std::ios::app);
  reader_->end_growth();
  EXPECT_TRUE(until([&] { return reader_->remark().contains(QStringLiteral("not whole")); }));
}

TEST_F(LadderReaderTest, WhatTheLinkLostIsMarked) {
  MadeCapture capture;
  capture.handshake();
  capture.frame(MadeCapture::of_board(0, 0, "Hello"), true);
  capture.wait(std::chrono::milliseconds(300)).board(0, 0, "Hello");
  write(capture.file());
  open(false);
  ASSERT_TRUE(until_rows(1, 5));
  const auto& rows = reader_->rows(1);
  EXPECT_TRUE(rows[3].lost);
  EXPECT_TRUE(rows[3].trouble);
  ASSERT_EQ(rows[4].findings.size(), 1);
  EXPECT_TRUE(rows[4].findings[0].contains(QStringLiteral("the link had lost it")));
}

TEST_F(LadderReaderTest, ASynWithoutAnAnswerIsSaidToHaveNoneOnlyAtTheEnd) {
  write(MadeCapture().frame({.flags = Tins::TCP::SYN, .sequence = 1, .segment_most = 536}).file());
  open(true);
  ASSERT_TRUE(until_rows(1, 1));
  EXPECT_TRUE(reader_->flows().front().end.isEmpty());
  EXPECT_TRUE(reader_->flows().front().summary.isEmpty());
  reader_->end_growth();
  EXPECT_TRUE(until([&] { return reader_->flows().front().end == QStringLiteral("no answer"); }));
}

TEST_F(LadderReaderTest, ARecordingOfOursIsCalledThat) {
  log::MadeUpRecording recording(path());
  recording.talk(20);
  recording.write();
  open(false);
  ASSERT_TRUE(until([&] { return !reader_->remark().isEmpty(); }));
  EXPECT_EQ(reader_->remark().toStdString(), wire::rebuilt_words);
  ASSERT_EQ(reader_->flows().size(), 1u);
  EXPECT_EQ(reader_->rows(1).size(), 19u);
  EXPECT_TRUE(reader_->flows()[0].end.isEmpty());
}

TEST_F(LadderReaderTest, WhatCannotBeReadIsSaid) {
  open(false);
  ASSERT_TRUE(until([&] { return !reader_->remark().isEmpty(); }));
  EXPECT_TRUE(reader_->remark().contains(QStringLiteral("no such file")));
  write("no capture at all, but a text");
  open(true);
  ASSERT_TRUE(until([&] { return !reader_->remark().isEmpty(); }));
  EXPECT_TRUE(reader_->flows().empty());
}

TEST_F(LadderReaderTest, OfManyTheNewestAreKeptAndTheSignalsAreFew) {
  MadeCapture capture;
  capture.handshake();
  constexpr std::uint32_t messages = 30'000;
  for (std::uint32_t i = 0; i < messages; ++i)
    capture.board(i, 0, "x");
  write(capture.file());
  open(false);
  QSignalSpy changes(reader_.get(), &models::LadderRows::changed);
  ASSERT_TRUE(
      until([&] { return !reader_->flows().empty() && reader_->flows()[0].rows == messages + 3; }));
  const auto& rows = reader_->rows(1);
  EXPECT_GE(rows.size(), models::ladder_rows_max);
  EXPECT_LE(rows.size(), models::ladder_rows_max * 9 / 8);
  EXPECT_EQ(rows.back().first_octet, messages);
  EXPECT_LE(changes.size(), static_cast<qsizetype>(messages / 1024));
}

TEST_F(LadderReaderTest, OfManyConversationsThoseThatAreSilentLongestLoseTheirRows) {
  MadeCapture capture;
  constexpr std::uint32_t flows = 300;
  constexpr std::uint32_t segments = 500;
  for (std::uint32_t flow = 0; flow < flows; ++flow) {
    for (std::uint32_t i = 0; i < segments; ++i) {
      Made made = MadeCapture::of_board(i, 0, "x");
      made.board_port = static_cast<std::uint16_t>(50'000 + flow);
      capture.frame(made);
    }
  }
  write(capture.file());
  open(false);
  ASSERT_TRUE(until([&] { return reader_->rows(flows).size() == segments; }));
  std::size_t kept = 0;
  for (std::uint32_t flow = 1; flow <= flows; ++flow)
    kept += reader_->rows(flow).size();
  EXPECT_LE(kept, models::ladder_rows_all_max * 9 / 8);
  EXPECT_GE(kept, models::ladder_rows_all_max);
  EXPECT_TRUE(reader_->rows(1).empty());
  EXPECT_EQ(reader_->flows().size(), flows);
}

TEST_F(LadderReaderTest, GoesInTheMiddleOfALargeFile) {
  MadeCapture capture;
  capture.handshake();
  for (std::uint32_t i = 0; i < 20'000; ++i)
    capture.board(i, 0, "x");
  write(capture.file());
  for (int i = 0; i < 5; ++i) {
    open(i % 2 == 0);
    QTest::qWait(i * 3);
    reader_.reset();
  }
}

TEST_F(LadderReaderTest, AnInterfaceIsWatchedOrTheWayToItTold) {
  const auto reader = LadderReader::live("eth77");
  EXPECT_TRUE(until([&] { return !reader->remark().isEmpty(); }));
  EXPECT_TRUE(reader->remark().contains(QStringLiteral("there is no such interface")));
  const auto local = LadderReader::live("lo");
  if (QTest::qWaitFor([&] { return !local->remark().isEmpty(); }, 300)) {
    EXPECT_TRUE(local->remark().contains(QStringLiteral("sudo setcap cap_net_raw=ep ")))
        << local->remark().toStdString();
  }
  EXPECT_EQ(LadderReader::interfaces().isEmpty(), false);
}

}  // namespace
}  // namespace parley::desk::bridge
