#include "desk/widgets/log_pane.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <gtest/gtest.h>

#include "desk/widgets/log_rows_fixture.h"
#include "desk/widgets/look.h"
#include "desk/widgets/widget_fixture.h"

namespace parley::desk::widgets {
namespace {

using models::LogRow;

LogRow status(std::uint64_t number, event::Kind kind, event::Mark mark, const char* words) {
  LogRow row = said(number, {});
  row.kind = kind;
  row.mark = mark;
  row.text = QString::fromUtf8(words);
  row.octets.clear();
  row.bytes = 0;
  return row;
}

/// A bit of everything that a log may have to show.
LogRow many_kinds(std::uint64_t number) {
  switch (number % 14) {
    case 1:
      return status(number, event::Kind::connected, event::Mark::connected,
                    "192.168.1.21:51234 connected");
    case 2: return said(number, "Hello\n", QStringLiteral("Hello\u23CE"));
    case 3: return said(number, "This is my IP.\r\n", QStringLiteral("This is my IP.\u23CE"));
    case 4:
      return said(number, QByteArray("\0\xff\x1b[31m", 7), QStringLiteral("\\00\\FF\\1B[31m"));
    case 5:
      return said(number, "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD8\xB3\xD9\x84\xD8\xA7\xD9\x85");
    case 6:
      return said(number,
                  "\xE6\xB8\xA9\xE5\xBA\xA6 21.5 \xC2\xB0"
                  "C");
    case 7: return said(number, QByteArray(1 << 20, 'x'));
    case 8: {
      QByteArray marks("Z");
      for (int i = 0; i < 30; ++i)
        marks += "\xCC\x8D\xCC\xA9";  // combining, above and below
      return said(number, marks + "algo");
    }
    case 9: return said(number, "<b>not bold</b> &amp; <img src=x>");
    case 10:
      return status(number, event::Kind::failed, event::Mark::wrong,
                    "cannot connect to 10.0.0.7:80: connection refused (ECONNREFUSED)");
    case 11: {
      LogRow row = said(number, "from far away");
      row.who = QStringLiteral("[2001:db8:85a3:8d3:1319:8a2e:370:7348]:51234");
      return row;
    }
    case 12:
      return status(number, event::Kind::closed, event::Mark::closed,
                    "192.168.1.21:51234 closed: the peer closed");
    case 13:
      return status(number, event::Kind::noted, event::Mark::noted,
                    "a pause of 14 ms: the recorder was slow");
    default: return said(number, "{\"temperature\": 21.5, \"humidity\": 40}");
  }
}

/// Saves how it looks in the window's own colours, in $PARLEY_PICTURES when that names a folder.
void save_picture(QWidget& widget, const char* name) {
  const QString folder = qEnvironmentVariable("PARLEY_PICTURES");
  if (folder.isEmpty()) return;
  for (const bool dark : {true, false}) {
    apply_look(dark);
    QTest::qWait(20);
    const QLatin1String look(dark ? "dark" : "light");
    widget.grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, QLatin1String(name), look));
  }
}

class LogPaneTest : public ::testing::Test {
 protected:
  LogPaneTest() {
    pane_.resize(1000, 420);
    pane_.set_empty_text(QStringLiteral("Tell your device: connect to 192.168.1.2, port 8888."));
    pane_.show();
  }

  void show(std::uint64_t rows, bool grows = false) {
    rows_ = std::make_shared<FakeRows>(rows, grows);
    rows_->row = many_kinds;
    pane_.show(rows_);
    QTest::qWait(30);
  }

  template <typename Part>
  Part* the(const char* name) {
    return part<Part>(pane_, name);
  }
  LogNotice& notice() { return *pane_.findChild<LogNotice*>(); }
  LogDetail& detail() { return *pane_.findChild<LogDetail*>(); }
  LogView& view() { return pane_.view(); }

  std::shared_ptr<FakeRows> rows_;
  LogPane pane_;
};

TEST_F(LogPaneTest, WithoutRowsItTeaches) {
  save_picture(pane_, "log-empty");
  pane_.show(nullptr);
  const auto shown = [this](const char* words) {
    for (const QLabel* label : view().findChildren<QLabel*>()) {
      if (label->isVisible() && label->text().contains(QString::fromUtf8(words))) return true;
    }
    return false;
  };
  EXPECT_TRUE(shown("192.168.1.2"));
  EXPECT_FALSE(pane_.actions().export_rows->isEnabled());
  show(5, true);
  EXPECT_FALSE(shown("192.168.1.2"));
  pane_.actions().clear->trigger();
  QTest::qWait(30);
  EXPECT_TRUE(shown("Cleared"));
  save_picture(pane_, "log-cleared");
  QTest::mouseClick(the<QPushButton>("Show cleared rows"), Qt::LeftButton);
  QTest::qWait(30);
  EXPECT_FALSE(view().is_empty());
}

TEST_F(LogPaneTest, Looks) {
  show(5000);
  save_picture(pane_, "log-text");
  pane_.actions().content->actions()[2]->trigger();
  view().go_to(3);
  save_picture(pane_, "log-both");
  pane_.actions().content->actions()[1]->trigger();
  pane_.actions().time->actions()[2]->trigger();
  view().select_all();
  QTest::qWait(30);
  save_picture(pane_, "log-hex-selected");
  pane_.actions().content->actions()[0]->trigger();
  pane_.actions().time->actions()[1]->trigger();
  QTest::qWait(30);
  view().go_to(4);
  pane_.actions().find->trigger();
  pane_.actions().details->trigger();
  notice().show_progress(QStringLiteral("Exporting …"), 0.4);
  save_picture(pane_, "log-detail");
  pane_.resize(620, 420);
  notice().tell_trouble(
      QStringLiteral("Cannot write /nowhere/rows.csv: No such file or directory"));
  save_picture(pane_, "log-narrow");
}

TEST_F(LogPaneTest, TheFilterIsSetWhileOneTypes) {
  show(100);
  auto* field = the<QLineEdit>("Filter");
  QTest::keyClicks(field, QStringLiteral("Hel"));
  EXPECT_FALSE(rows_->filtered);
  ASSERT_TRUE(QTest::qWaitFor([&] { return rows_->filtered.has_value(); }, 2000));
  EXPECT_EQ(rows_->filtered->text, "Hel");
  EXPECT_TRUE(rows_->filtered->ignore_case);
  EXPECT_FALSE(rows_->filtered->pattern);
  the<QComboBox>("Direction")->setCurrentIndex(2);
  EXPECT_EQ(rows_->filtered->kinds, std::vector{event::Kind::received});
  the<QComboBox>("Peer")->setCurrentIndex(2);
  EXPECT_EQ(rows_->filtered->peers, std::vector{event::PeerId{2}});
  the<QToolButton>("Match case")->click();
  field->setText(QStringLiteral("a["));
  the<QToolButton>("Regular expression")->click();
  QTest::keyClick(field, Qt::Key_Return);
  EXPECT_FALSE(rows_->filtered->ignore_case);
  bool said_so = false;
  for (const QLabel* label : pane_.findChildren<QLabel*>())
    said_so |= label->isVisible() && label->text().contains(QStringLiteral("pattern"));
  EXPECT_TRUE(said_so);
  save_picture(pane_, "log-bad-pattern");
  QTest::keyClick(field, Qt::Key_Escape);
  EXPECT_FALSE(rows_->filtered);
}

TEST_F(LogPaneTest, OnlyThePeerOfTheCurrentRow) {
  show(100);
  EXPECT_FALSE(pane_.actions().only_this_peer->isEnabled());
  view().go_to(6);
  pane_.actions().only_this_peer->trigger();
  ASSERT_TRUE(rows_->filtered);
  EXPECT_EQ(rows_->filtered->peers, std::vector{event::PeerId{1}});
}

TEST_F(LogPaneTest, FindsOnwardsBackwardsAndFromTheOtherEnd) {
  show(100'000);
  pane_.actions().find->trigger();
  auto* field = the<QLineEdit>("Find");
  EXPECT_TRUE(field->isVisible());
  QTest::keyClicks(field, QStringLiteral("temp"));
  QTest::keyClick(field, Qt::Key_Return);
  EXPECT_EQ(rows_->sought.text, "temp");
  EXPECT_EQ(rows_->found_from, 1u);
  Q_EMIT rows_->found(70'000);
  QTest::qWait(30);
  EXPECT_EQ(view().current(), 70'000u);
  pane_.actions().find_next->trigger();
  EXPECT_EQ(rows_->found_from, 70'001u);
  Q_EMIT rows_->found(std::nullopt);
  EXPECT_EQ(rows_->found_from, 1u);
  Q_EMIT rows_->found(14);
  EXPECT_TRUE(notice().words().contains(QStringLiteral("beginning")));
  pane_.actions().find_previous->trigger();
  EXPECT_EQ(rows_->found_from, 13u);
  EXPECT_TRUE(rows_->found_backwards);
  Q_EMIT rows_->found(std::nullopt);
  Q_EMIT rows_->found(std::nullopt);
  EXPECT_TRUE(notice().words().contains(QStringLiteral("temp")));
  QTest::keyClick(field, Qt::Key_Escape);
  EXPECT_FALSE(field->isVisible());
}

TEST_F(LogPaneTest, CopiesToTheClipboardAndSaysSo) {
  show(100);
  view().select_all();
  pane_.actions().copy->trigger();
  EXPECT_EQ(rows_->copied_rows, std::pair(std::uint64_t{1}, std::uint64_t{100}));
  Q_EMIT rows_->progress(0.5);
  EXPECT_TRUE(notice().shows_progress());
  Q_EMIT rows_->copied(QStringLiteral("one\ntwo\n"));
  Q_EMIT rows_->done({});
  EXPECT_EQ(QGuiApplication::clipboard()->text(), QStringLiteral("one\ntwo\n"));
  EXPECT_TRUE(notice().words().contains(QStringLiteral("2 rows")))
      << notice().words().toStdString();
}

TEST_F(LogPaneTest, AnExportIsCancelled) {
  show(100);
  pane_.export_to(QStringLiteral("/tmp/x.csv"), QStringLiteral("csv"));
  EXPECT_EQ(rows_->exported.second, QStringLiteral("csv"));
  Q_EMIT rows_->progress(0.5);
  QTest::mouseClick(the<QToolButton>("Cancel"), Qt::LeftButton);
  EXPECT_EQ(rows_->cancels, 1);
  Q_EMIT rows_->done(QStringLiteral("Cancelled: no file was written."));
  EXPECT_TRUE(notice().is_trouble());
  pane_.export_to(QStringLiteral("/tmp/x.csv"), QStringLiteral("csv"));
  Q_EMIT rows_->done({});
  EXPECT_TRUE(notice().words().contains(QStringLiteral("/tmp/x.csv")));
}

TEST_F(LogPaneTest, DetailsShowTheRowWhole) {
  show(100);
  view().setFocus();
  QTest::keyClick(&view(), Qt::Key_Down);
  EXPECT_FALSE(detail().isVisible());
  QTest::keyClick(&view(), Qt::Key_Return);
  EXPECT_TRUE(detail().isVisible());
  QTest::keyClick(&view(), Qt::Key_Down);
  auto* text = the<QPlainTextEdit>("The row as text");
  EXPECT_EQ(text->toPlainText(), QStringLiteral("Hello\n"));
  view().go_to(7);
  EXPECT_EQ(rows_->whole, 7u);
  Q_EMIT rows_->whole_ready(7, QByteArray(100'000, 'y'), {});
  EXPECT_EQ(text->toPlainText().size(), detail_bytes_shown);
  detail().findChild<QTabWidget*>()->setCurrentIndex(1);
  auto* hex = the<QPlainTextEdit>("The row as a hex dump");
  EXPECT_TRUE(hex->toPlainText().startsWith(QStringLiteral("00000000  79 79")));
  for (auto* button : detail().findChildren<QPushButton*>())
    button->click();
  EXPECT_EQ(text->toPlainText().size(), 100'000);
  view().go_to(10);
  EXPECT_TRUE(text->toPlainText().contains(QStringLiteral("refused")));
  QTest::mouseClick(part<QToolButton>(detail(), "Close"), Qt::LeftButton);
  EXPECT_FALSE(detail().isVisible());
  EXPECT_FALSE(pane_.actions().details->isChecked());
}

TEST_F(LogPaneTest, FollowIsTheViewsOwn) {
  show(1000, true);
  QAction* follow = pane_.actions().follow;
  EXPECT_TRUE(follow->isChecked());
  QTest::keyClick(&view(), Qt::Key_PageUp);
  EXPECT_FALSE(follow->isChecked());
  follow->trigger();
  QTest::qWait(30);
  EXPECT_TRUE(view().is_following());
}

/// What is drawn of a row but its content, and what of the rows beside it.
QImage without_content(LogView& view, std::uint64_t number) {
  const auto row = [number](std::uint64_t at) {
    LogRow made = at == number ? many_kinds(number) : said(at, "");
    if (at == number) made.mark = event::Mark::received;
    return made;
  };
  auto rows = std::make_shared<FakeRows>(30);
  rows->row = row;
  view.show(rows);
  QTest::qWait(20);
  return view.viewport()->grab().toImage();
}

TEST_F(LogPaneTest, NothingThatAPeerSaysReachesOtherCells) {
  LogView view;
  view.resize(800, 400);
  view.show();
  const int height = view.scroll().row_pixels();
  for (const LogContent content : {LogContent::text, LogContent::both, LogContent::hex}) {
    view.set_content(content);
    const QImage empty = without_content(view, 0);
    for (std::uint64_t number = 3; number < 10; ++number) {
      const QImage full = without_content(view, number);
      ASSERT_EQ(full.size(), empty.size());
      const int top = static_cast<int>(number - 1) * height;
      EXPECT_EQ(full.copy(0, 0, 800, top), empty.copy(0, 0, 800, top)) << number;
      EXPECT_EQ(full.copy(0, top + height, 800, 200), empty.copy(0, top + height, 800, 200))
          << number;
      EXPECT_NE(full, empty);
    }
  }
}

}  // namespace
}  // namespace parley::desk::widgets
