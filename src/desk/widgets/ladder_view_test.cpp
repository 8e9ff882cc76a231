#include "desk/widgets/ladder_view.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <gtest/gtest.h>

#include "desk/widgets/ladder_fixture.h"
#include "desk/widgets/ladder_painter.h"

namespace parley::desk::widgets {
namespace {

class LadderViewTest : public testing::Test {
 protected:
  LadderViewTest() {
    apply_look(false);
    rows_->tell_a_story();
    rows_->flows_now.back().end.clear();  // it goes on
    view_.resize(420, 300);
    view_.show(rows_, 2);
    view_.QWidget::show();
  }

  /// `count` messages of the client, one octet each.
  void add(std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) {
      ++octets_;
      rows_->row(true, "1 octet", "octet of the client: \"x\"", octets_, 1);
    }
    rows_->tell();
  }

  int scrolled() const { return view_.verticalScrollBar()->value(); }
  bool at_end() const { return scrolled() == view_.verticalScrollBar()->maximum(); }

  std::uint64_t octets_ = 100;
  std::shared_ptr<MadeUpLadder> rows_ = std::make_shared<MadeUpLadder>();
  LadderView view_;
};

TEST_F(LadderViewTest, FollowsTheEndUntilSomebodyScrollsUp) {
  QSignalSpy following(&view_, &LadderView::following);
  EXPECT_TRUE(view_.is_following());
  EXPECT_TRUE(at_end());
  add(50);
  EXPECT_TRUE(at_end());
  QTest::keyClick(&view_, Qt::Key_PageUp);
  EXPECT_FALSE(view_.is_following());
  const int before = scrolled();
  add(50);
  EXPECT_EQ(scrolled(), before);
  QTest::keyClick(&view_, Qt::Key_End);
  EXPECT_TRUE(view_.is_following());
  EXPECT_TRUE(at_end());
  ASSERT_EQ(following.size(), 2);
  EXPECT_FALSE(following[0][0].toBool());
  EXPECT_TRUE(following[1][0].toBool());
}

TEST_F(LadderViewTest, OneThatIsOverIsReadFromItsHandshakeOn) {
  rows_->flows_now.back().end = QStringLiteral("closed");
  view_.show(rows_, 0);
  view_.show(rows_, 2);
  EXPECT_EQ(scrolled(), 0);
  EXPECT_FALSE(view_.is_following());
  view_.resize(1'000, 1'000);
  view_.show(rows_, 0);
  view_.show(rows_, 2);
  EXPECT_TRUE(view_.is_following()) << "all of it is on screen";
}

TEST_F(LadderViewTest, WhatIsReadStaysOnScreenWhenRowsAboveItGoAway) {
  add(400);
  view_.make_current(200);
  view_.verticalScrollBar()->setValue(static_cast<int>(view_.layout_of_rows().top(200)));
  const auto& rows = rows_->rows(2);
  const std::uint64_t octet = rows[200].first_octet;
  auto& kept = rows_->rows_now[2];
  kept.erase(kept.begin(), kept.begin() + 150);
  add(1);
  ASSERT_EQ(view_.current(), 50u);
  EXPECT_EQ(rows_->rows(2)[50].first_octet, octet);
  EXPECT_EQ(scrolled(), view_.layout_of_rows().top(50));
  kept.erase(kept.begin(), kept.begin() + 100);
  add(1);
  EXPECT_FALSE(view_.current()) << "it is not kept any more";
}

TEST_F(LadderViewTest, MarksTheSegmentsOfAMessageAlsoWhereTheyWereSentAgain) {
  ASSERT_TRUE(view_.highlight(true, 3, 7));
  std::vector<std::size_t> marked;
  for (std::size_t row = 0; row < rows_->rows(2).size(); ++row)
    if (view_.is_marked(row)) marked.push_back(row);
  EXPECT_EQ(marked, (std::vector<std::size_t>{3, 4, 6}));
  EXPECT_LE(scrolled(), view_.layout_of_rows().top(3));
  EXPECT_TRUE(view_.highlight(false, 1, 8));
  EXPECT_TRUE(view_.is_marked(8));
  EXPECT_FALSE(view_.highlight(true, 1'000, 1'001));
  view_.clear_highlight();
  EXPECT_FALSE(view_.is_marked(8));
}

TEST_F(LadderViewTest, FindsAMessageByItsTime) {
  const WallTime time = rows_->rows(2)[4].time;
  EXPECT_TRUE(view_.highlight(time, 14));
  EXPECT_TRUE(view_.is_marked(4));
  EXPECT_FALSE(view_.is_marked(3));
  EXPECT_FALSE(view_.highlight(time + std::chrono::hours(1), 14));
  EXPECT_FALSE(view_.is_marked(4));
}

TEST_F(LadderViewTest, KeysMoveThroughTheRowsAndCopyThem) {
  QSignalSpy chosen(&view_, &LadderView::row_chosen);
  QTest::keyClick(&view_, Qt::Key_Home);
  EXPECT_EQ(scrolled(), 0);
  QTest::keyClick(&view_, Qt::Key_Down);
  EXPECT_EQ(view_.current(), 0u);
  QTest::keyClick(&view_, Qt::Key_Down);
  EXPECT_EQ(view_.current(), 1u);
  EXPECT_EQ(chosen.size(), 2);
  EXPECT_TRUE(view_.accessibleDescription().contains(
      QStringLiteral("server to client: SYN-ACK\nyes, I wait for your 6510.")))
      << view_.accessibleDescription().toStdString();
  QTest::keyClick(&view_, Qt::Key_C, Qt::ControlModifier);
  QString text = QGuiApplication::clipboard()->text();
  EXPECT_TRUE(text.startsWith(QStringLiteral("+0.212 ms\n    server to client: SYN-ACK\n")))
      << text.toStdString();
  EXPECT_EQ(text.count(QStringLiteral("SYN-ACK")), 1);
  QTest::keyClick(&view_, Qt::Key_Escape);
  EXPECT_FALSE(view_.current());
  QTest::keyClick(&view_, Qt::Key_C, Qt::ControlModifier);
  text = QGuiApplication::clipboard()->text();
  EXPECT_TRUE(text.startsWith(QStringLiteral("TcpClient (10.0.2.15:49153) > this PC")));
  EXPECT_TRUE(text.contains(QStringLiteral("it is over, at once.")));
  // The last one, from nothing: the key comes from the end of the screen.
  QTest::keyClick(&view_, Qt::Key_End);
  QTest::keyClick(&view_, Qt::Key_Up);
  EXPECT_EQ(view_.current(), rows_->rows(2).size() - 1);
}

TEST_F(LadderViewTest, ATipHasTheWholeWordsAndNoMarkup) {
  QTest::keyClick(&view_, Qt::Key_Home);
  const auto& layout = view_.layout_of_rows();
  const QPoint at(60, static_cast<int>(layout.top(8)) + 2);
  view_.resize(420, 2'000);
  QHelpEvent tip(QEvent::ToolTip, at, view_.viewport()->mapToGlobal(at));
  QCoreApplication::sendEvent(view_.viewport(), &tip);
  EXPECT_TRUE(QToolTip::text().contains(QStringLiteral("&lt;b&gt;hi&lt;/b&gt;")))
      << QToolTip::text().toStdString();
  QToolTip::hideText();
}

TEST_F(LadderViewTest, LaysOutByItsWidth) {
  EXPECT_FALSE(view_.layout_of_rows().is_wide());
  const auto narrow = view_.layout_of_rows().height();
  view_.resize(1'000, 300);
  EXPECT_TRUE(view_.layout_of_rows().is_wide());
  EXPECT_LT(view_.layout_of_rows().height(), narrow);
  view_.resize(40, 300);
  view_.grab();
}

TEST_F(LadderViewTest, PaintsOnlyWhatIsOnScreen) {
  add(9'900);
  view_.grab();
  QElapsedTimer timer;
  timer.start();
  constexpr int times = 20;
  for (int i = 0; i < times; ++i)
    view_.grab();
  EXPECT_LT(timer.elapsed(), times * 100);
  timer.restart();
  view_.resize(600, 300);  // lays all of them out
  EXPECT_LT(timer.elapsed(), 1'000);
}

TEST(LadderPainter, TimesSinceTheBeginning) {
  EXPECT_EQ(LadderPainter::since_text(0.2124), QStringLiteral("+0.212 ms"));
  EXPECT_EQ(LadderPainter::since_text(12'345.6), QStringLiteral("+12.346 s"));
}

}  // namespace
}  // namespace parley::desk::widgets
