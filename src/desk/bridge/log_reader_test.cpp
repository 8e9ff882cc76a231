#include "desk/bridge/log_reader.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <gtest/gtest.h>

#include "log/recording_fixture.h"

namespace parley::desk::bridge {
namespace {

using log::MadeUpRecording;
using models::LogPage;
using models::LogRequest;
using models::LogRows;

class LogReaderTest : public ::testing::Test {
 protected:
  std::filesystem::path path() const {
    return std::filesystem::path(folder_.path().toStdString()) / "log.pcapng";
  }

  LogReader& open(bool grows = false) {
    reader_ = std::make_unique<LogReader>(path(), grows);
    QObject::connect(reader_.get(), &LogRows::page_ready, [this](const LogPage& page) {
      page_ = page;
      ++pages_;
    });
    QObject::connect(reader_.get(), &LogRows::found, [this](std::optional<std::uint64_t> number) {
      found_ = number.value_or(0);
      ++answers_;
    });
    QObject::connect(reader_.get(), &LogRows::copied,
                     [this](const QString& text) { copied_ = text; });
    QObject::connect(reader_.get(), &LogRows::done, [this](const QString& trouble) {
      done_ = trouble;
      ++answers_;
    });
    return *reader_;
  }

  const LogPage& page(const LogRequest& request) {
    const int before = pages_;
    reader_->want(request);
    EXPECT_TRUE(QTest::qWaitFor([&] { return pages_ > before; }, 10'000));
    return page_;
  }

  std::vector<std::uint64_t> numbers(const LogRequest& request) {
    std::vector<std::uint64_t> made;
    for (const auto& row : page(request).rows)
      made.push_back(row.number);
    return made;
  }

  void wait_for_answer(int before) {
    EXPECT_TRUE(QTest::qWaitFor([&] { return answers_ > before; }, 10'000));
  }

  std::uint64_t find(const log::FilterSettings& what, std::uint64_t from, bool backwards) {
    const int before = answers_;
    EXPECT_TRUE(reader_->find(what, from, backwards));
    wait_for_answer(before);
    return found_;
  }

  static std::vector<std::uint64_t> from_to(std::uint64_t first, std::uint64_t last) {
    std::vector<std::uint64_t> made;
    for (; first <= last; ++first)
      made.push_back(first);
    return made;
  }

  QTemporaryDir folder_;
  std::unique_ptr<LogReader> reader_;
  LogPage page_;
  int pages_ = 0;
  std::uint64_t found_ = 0;
  QString copied_;
  QString done_;
  int answers_ = 0;
};

TEST_F(LogReaderTest, RowsSayWhatHappened) {
  MadeUpRecording recording(path());
  recording.connect(2, "192.168.1.20", 51'234);
  recording.say(2, event::Kind::received, "Hello\r\n\ttab \\ \xff\x01");
  recording.say(2, event::Kind::sent, "\xD7\xA9\xD7\x9C\n");
  recording.close(2, "the peer closed");
  recording.write();
  open();
  const auto& rows = page({1, false, 10}).rows;
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].text, QStringLiteral("192.168.1.20:51234 connected"));
  EXPECT_EQ(rows[0].mark, event::Mark::connected);
  EXPECT_FALSE(rows[0].is_content());
  EXPECT_EQ(rows[1].who, QStringLiteral("192.168.1.20:51234"));
  EXPECT_EQ(rows[1].peer, event::PeerId{2});
  EXPECT_EQ(rows[1].text, QStringLiteral("Hello\u23CE\u21E5tab \\\\ \\FF\\01"));
  EXPECT_EQ(rows[1].octets, QByteArray("Hello\r\n\ttab \\ \xff\x01"));
  EXPECT_EQ(rows[1].bytes, 16u);
  EXPECT_EQ(rows[2].text, QStringLiteral("\u05E9\u05DC\u23CE"));
  EXPECT_EQ(rows[3].text, QStringLiteral("192.168.1.20:51234 closed: the peer closed"));
  EXPECT_TRUE(page_.at_start);
  EXPECT_TRUE(page_.at_end);
  EXPECT_EQ(page_.last_event, 4u);
  EXPECT_EQ(reader_->last_event(), 4u);
}

TEST_F(LogReaderTest, ALongRowIsCutAndItsWholeIsThereOnDemand) {
  MadeUpRecording recording(path());
  recording.connect(1, "10.0.0.7", 1);
  const std::string said = std::string(30'000, 'x') + '\0' + "end";
  recording.say(1, event::Kind::received, said);
  recording.write();
  open();
  const auto row = page({2, false, 1}).rows.at(0);
  EXPECT_EQ(row.text.size(), models::row_characters_max);
  EXPECT_TRUE(row.text.endsWith(QChar(0x2026)));
  EXPECT_EQ(row.octets.size(), models::row_octets_max);
  EXPECT_EQ(row.bytes, said.size());
  QByteArray whole;
  QString words;
  QObject::connect(reader_.get(), &LogRows::whole_ready,
                   [&](std::uint64_t, const QByteArray& octets, const QString& told) {
                     whole = octets;
                     words = told;
                   });
  reader_->want_whole(2);
  EXPECT_TRUE(QTest::qWaitFor([&] { return !whole.isEmpty(); }));
  EXPECT_EQ(whole.toStdString(), said);
  reader_->want_whole(1);
  EXPECT_TRUE(QTest::qWaitFor([&] { return !words.isEmpty(); }));
  EXPECT_EQ(words, QStringLiteral("10.0.0.7:1 connected"));
}

TEST_F(LogReaderTest, PagesGoBothWays) {
  MadeUpRecording recording(path());
  recording.talk(5000);
  recording.write();
  open();
  EXPECT_EQ(numbers({2000, false, 50}), from_to(2000, 2049));
  EXPECT_FALSE(page_.at_start);
  EXPECT_FALSE(page_.at_end);
  EXPECT_EQ(numbers({2000, true, 50}), from_to(1951, 2000));
  EXPECT_EQ(numbers({30, true, 50}), from_to(1, 30));
  EXPECT_TRUE(page_.at_start);
  EXPECT_EQ(numbers({1'000'000, true, 50}), from_to(4951, 5000));
  EXPECT_TRUE(page_.at_end);
  EXPECT_EQ(numbers({4990, false, 50}), from_to(4990, 5000));
  EXPECT_TRUE(page_.at_end);
  EXPECT_EQ(numbers({6000, false, 50}), from_to(1, 0));
}

TEST_F(LogReaderTest, AFilterLetsItsRowsThrough) {
  MadeUpRecording recording(path());
  recording.talk(5000);
  recording.write();
  open();
  // Every tenth says so ("... ten"), and the others do not.
  ASSERT_TRUE(reader_->set_filter(log::FilterSettings{.text = " ten"}));
  EXPECT_EQ(numbers({1, false, 3}), (std::vector<std::uint64_t>{10, 20, 30}));
  EXPECT_TRUE(page_.at_start);
  EXPECT_EQ(numbers({101, true, 3}), (std::vector<std::uint64_t>{80, 90, 100}));
  EXPECT_EQ(numbers({25, true, 3}), (std::vector<std::uint64_t>{10, 20}));
  EXPECT_TRUE(page_.at_start);
  EXPECT_EQ(numbers({4985, false, 3}), (std::vector<std::uint64_t>{4990, 5000}));
  EXPECT_TRUE(page_.at_end);
  const auto wrong = reader_->set_filter(log::FilterSettings{.text = "(", .pattern = true});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(numbers({1, false, 1}), (std::vector<std::uint64_t>{10}));
  ASSERT_TRUE(reader_->set_filter(std::nullopt));
  EXPECT_EQ(numbers({1, false, 2}), from_to(1, 2));
}

TEST_F(LogReaderTest, OnlyTheNewestRequestIsAnswered) {
  MadeUpRecording recording(path());
  recording.talk(5000);
  recording.write();
  open();
  for (std::uint64_t from = 1; from <= 500; ++from)
    reader_->want({from, false, 5});
  EXPECT_TRUE(QTest::qWaitFor([&] { return pages_ > 0; }));
  QTest::qWait(50);
  EXPECT_EQ(pages_, 1);
  EXPECT_EQ(page_.rows.at(0).number, 500u);
}

TEST_F(LogReaderTest, AFileThatIsNotThereYetGrows) {
  open(true);
  EXPECT_TRUE(page({0, true, 10}).rows.empty());
  EXPECT_TRUE(page_.trouble.isEmpty());
  const QSignalSpy grown(reader_.get(), &LogRows::grown);
  MadeUpRecording recording(path());
  recording.talk(3000);
  const std::size_t all = recording.octets().size();
  std::uint64_t last = 0;
  for (int part = 1; part <= 5; ++part) {
    recording.write(all * static_cast<std::size_t>(part) / 5);
    ASSERT_TRUE(QTest::qWaitFor([&] { return reader_->last_event() > last; })) << part;
    last = reader_->last_event();
  }
  ASSERT_TRUE(QTest::qWaitFor([&] { return reader_->last_event() == 3000; }));
  EXPECT_GE(grown.count(), 5);
  EXPECT_EQ(numbers({3000, true, 2}), from_to(2999, 3000));
}

TEST_F(LogReaderTest, SaysWhatCannotBeRead) {
  open();
  EXPECT_TRUE(page({1, false, 10}).trouble.contains(QStringLiteral("log.pcapng")))
      << page_.trouble.toStdString();
  std::ofstream(path()) << "a letter to a friend";
  ASSERT_TRUE(QTest::qWaitFor(
      [&] {
        return page({1, false, 10}).trouble.contains(QStringLiteral("recording"));
      },
      3000))
      << page_.trouble.toStdString();
}

TEST_F(LogReaderTest, DamageIsARow) {
  MadeUpRecording recording(path());
  recording.talk(30'000);
  ASSERT_GT(recording.octets().size(), 2u << 20);
  std::string octets = recording.octets();
  octets[(1 << 20) + 5000] ^= 1;
  std::ofstream(path(), std::ios::binary) << octets;
  open();
  std::uint64_t before = 0;
  std::size_t damaged = 0;
  for (std::uint64_t from = 1;;) {
    page({from, false, 1000});
    for (const auto& row : page_.rows) {
      if (row.number != 0) {
        before = row.number;
        continue;
      }
      ++damaged;
      EXPECT_TRUE(row.text.contains(QStringLiteral("damaged"))) << row.text.toStdString();
      EXPECT_GT(before, 1000u);
    }
    if (page_.at_end) break;
    from = before;
    ASSERT_GT(page_.rows.size(), 1u);
  }
  EXPECT_EQ(damaged, 1u);
  EXPECT_EQ(before, 30'000u);
}

TEST_F(LogReaderTest, FindsAmongTheRowsThatAreLetThrough) {
  MadeUpRecording recording(path());
  recording.talk(5000);
  recording.write();
  open();
  EXPECT_EQ(find({.text = "message 77 "}, 1, false), 0u);  // it is at the end of its row
  EXPECT_EQ(find({.text = "message 77"}, 1, false), 77u);
  EXPECT_EQ(find({.text = "message 77"}, 77, false), 77u);
  EXPECT_EQ(find({.text = "message 77"}, 78, false), 770u);
  EXPECT_EQ(find({.text = "message 77"}, 769, true), 77u);
  EXPECT_EQ(find({.text = "message 77"}, 76, true), 0u);
  EXPECT_EQ(find({.text = "message 77"}, std::numeric_limits<std::uint64_t>::max(), true), 779u);
  ASSERT_TRUE(reader_->set_filter(log::FilterSettings{.text = " ten"}));
  EXPECT_EQ(find({.text = "message 77"}, 1, false), 770u);
  EXPECT_FALSE(reader_->find({.text = "(", .pattern = true}, 1, false));
}

TEST_F(LogReaderTest, CopiesRowsWithTabsBetween) {
  MadeUpRecording recording(path());
  recording.connect(1, "10.0.0.7", 8000);
  recording.say(1, event::Kind::received, "one\ntwo\t");
  recording.say(1, event::Kind::sent, std::string(1000, 'y'));
  recording.say(1, event::Kind::sent, "not this");
  recording.write();
  open();
  reader_->copy(1, 3);
  wait_for_answer(0);
  EXPECT_EQ(done_, QString());
  const QStringList rows = copied_.split(QLatin1Char('\n'));
  ASSERT_EQ(rows.size(), 4);
  EXPECT_EQ(rows[3], QString());
  EXPECT_TRUE(
      rows[0].endsWith(QStringLiteral("\t#1 10.0.0.7:8000\tconnected\t\t10.0.0.7:8000 connected")))
      << rows[0].toStdString();
  EXPECT_TRUE(
      rows[1].endsWith(QStringLiteral("\t#1 10.0.0.7:8000\treceived\t8\tone\u23CEtwo\u21E5")));
  EXPECT_TRUE(rows[2].endsWith(QString(1000, QLatin1Char('y'))));
}

TEST_F(LogReaderTest, ExportsAllThatIsLetThrough) {
  MadeUpRecording recording(path());
  recording.talk(5000);
  recording.write();
  open();
  ASSERT_TRUE(reader_->set_filter(log::FilterSettings{.text = " ten"}));
  const QString file = folder_.filePath(QStringLiteral("rows.csv"));
  reader_->export_to(file, QStringLiteral("csv"));
  wait_for_answer(0);
  EXPECT_EQ(done_, QString());
  QFile written(file);
  ASSERT_TRUE(written.open(QIODevice::ReadOnly));
  EXPECT_EQ(written.readAll().count('\n'), 501);
  reader_->export_to(folder_.filePath(QStringLiteral("nowhere/rows.csv")), QStringLiteral("csv"));
  wait_for_answer(1);
  EXPECT_TRUE(done_.contains(QStringLiteral("nowhere"))) << done_.toStdString();
  reader_->export_to(file, QStringLiteral("xml"));
  wait_for_answer(2);
  EXPECT_TRUE(done_.contains(QStringLiteral("csv, jsonl"))) << done_.toStdString();
}

TEST_F(LogReaderTest, WhatTakesLongIsGivenUp) {
  MadeUpRecording recording(path());
  recording.talk(400'000);
  recording.write();
  open();
  const QString file = folder_.filePath(QStringLiteral("rows.jsonl"));
  reader_->export_to(file, QStringLiteral("jsonl"));
  reader_->cancel();
  wait_for_answer(0);
  EXPECT_FALSE(done_.isEmpty());
  EXPECT_FALSE(QFile::exists(file));
  // A walk for a page that nobody wants any more does not hold up the next one.
  ASSERT_TRUE(reader_->set_filter(log::FilterSettings{.text = "no(where|body)", .pattern = true}));
  reader_->want({1, false, 10});
  ASSERT_TRUE(reader_->set_filter(std::nullopt));
  EXPECT_EQ(numbers({7, false, 2}), from_to(7, 8));
}

TEST_F(LogReaderTest, EndsWhileItWorks) {
  MadeUpRecording recording(path());
  recording.talk(200'000);
  recording.write();
  for (int i = 0; i < 20; ++i) {
    open(i % 2 == 0);
    ASSERT_TRUE(reader_->set_filter(log::FilterSettings{.text = "nowhere"}));
    reader_->want({1, false, 10});
    ASSERT_TRUE(reader_->find({.text = "nobody"}, 1, false));
    if (i % 3 == 0) QTest::qWait(i);
    reader_.reset();
  }
}

TEST_F(LogReaderTest, ASerialLineKeepsItsNameInTheMiddle) {
  MadeUpRecording recording(path());
  recording.open_serial(1, "/dev/ttyUSB0");
  for (int i = 0; i < 20'000; ++i)
    recording.say(1, event::Kind::received, "a line of the boot messages of a board\n");
  recording.write();
  open();
  EXPECT_EQ(page({19'000, false, 1}).rows.at(0).who, QStringLiteral("/dev/ttyUSB0"));
}

}  // namespace
}  // namespace parley::desk::bridge
