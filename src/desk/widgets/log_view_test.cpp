#include "desk/widgets/log_view.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <gtest/gtest.h>

#include "desk/widgets/log_rows_fixture.h"

namespace parley::desk::widgets {
namespace {

constexpr std::uint64_t ten_million = 10'000'000;

class LogViewTest : public ::testing::Test {
 protected:
  LogViewTest() { view_.resize(900, 400); }

  void show(std::uint64_t rows, bool grows = false) {
    rows_ = std::make_shared<FakeRows>(rows, grows);
    view_.show(rows_);
    view_.QWidget::show();
    settle();
  }

  /// Until nothing is asked for any more.
  void settle() {
    for (int i = 0; i < 50; ++i) {
      QTest::qWait(0);
      if (!view_.scroll().waiting() && i > 5) break;
    }
  }

  /// And the next frame shows it.
  void grow(std::uint64_t rows) {
    QTest::qWait(20);
    rows_->grow(rows);
    QTest::qWait(20);
    settle();
  }

  std::uint64_t top() const { return view_.scroll().top_event(); }
  std::uint64_t bottom() const {
    const auto& scroll = view_.scroll();
    const auto line = scroll.line_at(view_.viewport()->height() - 1);
    return line ? scroll.lines()[*line].row.number : scroll.lines().back().row.number;
  }
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::keyClick(&view_, key, modifiers);
    settle();
  }
  void wheel(int notches) {
    QWheelEvent event(QPointF(50, 50), view_.mapToGlobal(QPointF(50, 50)), {},
                      QPoint(0, 120 * notches), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QGuiApplication::sendEvent(view_.viewport(), &event);
    settle();
  }

  std::shared_ptr<FakeRows> rows_;
  LogView view_;
};

TEST_F(LogViewTest, AFileIsShownFromItsBeginning) {
  show(ten_million);
  EXPECT_EQ(top(), 1u);
  EXPECT_FALSE(view_.is_following());
  EXPECT_FALSE(view_.is_empty());
}

TEST_F(LogViewTest, AConversationIsFollowedFromItsEnd) {
  show(ten_million, true);
  EXPECT_EQ(bottom(), ten_million);
  EXPECT_TRUE(view_.is_following());
  grow(100'000);
  EXPECT_EQ(bottom(), ten_million + 100'000);
}

TEST_F(LogViewTest, KeysGoEverywhere) {
  show(ten_million);
  key(Qt::Key_Down);
  EXPECT_EQ(view_.current(), 1u);
  key(Qt::Key_Down);
  key(Qt::Key_Down);
  EXPECT_EQ(view_.current(), 3u);
  key(Qt::Key_Up);
  EXPECT_EQ(view_.current(), 2u);
  key(Qt::Key_Up);
  key(Qt::Key_Up);
  EXPECT_EQ(view_.current(), 1u);
  const std::uint64_t screen = view_.scroll().rows_shown();
  key(Qt::Key_PageDown);
  EXPECT_GE(top(), screen - 2);
  EXPECT_LE(top(), screen + 1);
  for (int i = 0; i < 30; ++i)
    key(Qt::Key_PageDown);
  EXPECT_GE(top(), 31 * (screen - 2));
  key(Qt::Key_Down);
  EXPECT_EQ(view_.current(), top());
  key(Qt::Key_Down, Qt::ControlModifier);
  EXPECT_EQ(view_.current() + 1, top());
  key(Qt::Key_End);
  EXPECT_EQ(bottom(), ten_million);
  key(Qt::Key_PageUp);
  EXPECT_LT(bottom(), ten_million);
  key(Qt::Key_Home);
  EXPECT_EQ(top(), 1u);
}

TEST_F(LogViewTest, EveryRowIsPassedOnTheWayDown) {
  show(3000);
  std::uint64_t last = top();
  while (bottom() < 3000) {
    wheel(-5);
    ASSERT_GT(top(), last);
    ASSERT_LE(top(), last + 16);
    const auto& lines = view_.scroll().lines();
    for (std::size_t i = 1; i < lines.size(); ++i)
      ASSERT_EQ(lines[i].row.number, lines[i - 1].row.number + 1);
    last = top();
  }
  while (top() > 1) {
    wheel(7);
    ASSERT_LT(top(), last);
    last = top();
  }
}

TEST_F(LogViewTest, WhatIsScrolledBeyondMemoryIsOwed) {
  show(ten_million);
  rows_->answers_by_itself = false;
  for (int i = 0; i < 200; ++i)
    wheel(-1);
  for (int i = 0; i < 30; ++i)
    rows_->answer();
  EXPECT_EQ(top(), 601u);
}

TEST_F(LogViewTest, MemoryIsFlat) {
  show(ten_million);
  std::size_t most = 0;
  for (std::uint64_t event = 1; event < ten_million; event += 123'457) {
    view_.go_to(event);
    settle();
    wheel(-20);
    wheel(30);
    most = std::max(most, view_.scroll().lines().size());
  }
  for (int i = 0; i < 300; ++i)
    key(Qt::Key_PageUp);
  most = std::max(most, view_.scroll().lines().size());
  EXPECT_LE(most, (LogScroll::buffer_screens_max + 3) * view_.scroll().rows_shown() + 200);
}

TEST_F(LogViewTest, TheBarCountsEvents) {
  show(ten_million);
  QScrollBar* bar = view_.verticalScrollBar();
  EXPECT_EQ(bar->value(), 0);
  EXPECT_NEAR(bar->maximum(), 10'000'000 - static_cast<int>(view_.scroll().rows_shown()), 1);
  bar->setSliderPosition(5'000'000);
  bar->triggerAction(QAbstractSlider::SliderMove);
  settle();
  EXPECT_EQ(top(), 5'000'001u);
  EXPECT_EQ(bar->value(), 5'000'000);
  bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
  settle();
  EXPECT_EQ(top(), 5'000'002u);
  bar->triggerAction(QAbstractSlider::SliderToMaximum);
  settle();
  EXPECT_EQ(bottom(), ten_million);
  EXPECT_TRUE(view_.is_following());
}

TEST_F(LogViewTest, MoreEventsThanAnIntCounts) {
  constexpr std::uint64_t many = 1ULL << 40;
  show(many);
  QScrollBar* bar = view_.verticalScrollBar();
  EXPECT_GT(bar->maximum(), 1 << 28);
  bar->setSliderPosition(bar->maximum() / 2);
  bar->triggerAction(QAbstractSlider::SliderMove);
  settle();
  EXPECT_NEAR(static_cast<double>(top()), static_cast<double>(many / 2), 1e6);
  const std::uint64_t before = top();
  wheel(-1);
  wheel(-1);
  EXPECT_EQ(top(), before + 6);  // not a step of the bar, which is a thousand events now
  key(Qt::Key_End);
  EXPECT_EQ(bottom(), many);
  EXPECT_EQ(bar->value(), bar->maximum());
}

TEST_F(LogViewTest, ScrollingUpPausesAndTheEndFollowsAgain) {
  show(1000, true);
  const QSignalSpy told(&view_, &LogView::following);
  wheel(1);
  EXPECT_FALSE(view_.is_following());
  const std::uint64_t before = top();
  grow(5000);
  EXPECT_EQ(top(), before);
  EXPECT_EQ(told.count(), 1);
  key(Qt::Key_End);
  EXPECT_TRUE(view_.is_following());
  EXPECT_EQ(bottom(), 6000u);
  EXPECT_EQ(told.count(), 2);
  grow(1);
  EXPECT_EQ(bottom(), 6001u);
  key(Qt::Key_Up);
  EXPECT_FALSE(view_.is_following());
  wheel(-3);
  EXPECT_TRUE(view_.is_following());
}

TEST_F(LogViewTest, RowsThatFitAreFollowedWhateverTheWheelDoes) {
  show(3, true);
  wheel(2);
  EXPECT_TRUE(view_.is_following());
  EXPECT_EQ(top(), 1u);
  EXPECT_EQ(view_.verticalScrollBar()->maximum(), 0);
  grow(100);
  EXPECT_EQ(bottom(), 103u);
}

TEST_F(LogViewTest, AsksOnceAFrameHoweverMuchArrives) {
  show(1000, true);
  settle();
  const int before = rows_->wants;
  QElapsedTimer timer;
  timer.start();
  int told = 0;
  while (timer.elapsed() < 320) {
    rows_->grow(100);
    ++told;
    QCoreApplication::processEvents();
  }
  EXPECT_GT(told, 100);
  EXPECT_LE(rows_->wants - before, 45);
}

TEST_F(LogViewTest, ARareRowIsWaitedForFromTheEndOn) {
  show(0, true);
  rows_->passes = [](std::uint64_t number) { return number == 2'000'000; };
  grow(1'000'000);
  EXPECT_TRUE(view_.is_empty());
  std::vector<models::LogRequest> asked;
  rows_->asked = [&](const models::LogRequest& request) { asked.push_back(request); };
  for (int i = 0; i < 5; ++i) {
    grow(300'000);
  }
  EXPECT_EQ(view_.scroll().lines().size(), 1u);
  // Nothing is walked through twice.
  for (const auto& request : asked)
    EXPECT_TRUE(!request.backwards && request.from >= 1'000'000) << request.from;
}

TEST_F(LogViewTest, AFilterKeepsThePlace) {
  show(ten_million);
  view_.go_to(5'000'000);
  settle();
  const std::uint64_t before = top();
  rows_->passes = [](std::uint64_t number) { return number % 1000 == 0; };
  view_.reload();
  settle();
  EXPECT_GE(top(), before);
  EXPECT_LE(top(), before + 1000);
  EXPECT_EQ(view_.scroll().lines()[1].row.number - view_.scroll().lines()[0].row.number, 1000u);
  key(Qt::Key_PageUp);
  EXPECT_LT(top(), before);
  key(Qt::Key_End);
  EXPECT_EQ(bottom(), ten_million);
}

TEST_F(LogViewTest, SelectionReachesOverPagesThatAreNotInMemory) {
  show(ten_million);
  key(Qt::Key_Down);
  key(Qt::Key_Down, Qt::ShiftModifier);
  EXPECT_EQ(view_.selection().first(), 1u);
  EXPECT_EQ(view_.selection().last(), 2u);
  key(Qt::Key_End, Qt::ShiftModifier);
  EXPECT_EQ(view_.selection().last(), ten_million);
  key(Qt::Key_C, Qt::ControlModifier);
  EXPECT_EQ(rows_->copied_rows, std::pair(std::uint64_t{1}, ten_million));
  key(Qt::Key_Escape);
  EXPECT_TRUE(view_.selection().empty());
  key(Qt::Key_A, Qt::ControlModifier);
  EXPECT_TRUE(view_.selection().contains(123'456));
  key(Qt::Key_C, Qt::ControlModifier);
  EXPECT_EQ(rows_->copied_rows, std::pair(std::uint64_t{1}, ten_million));
}

TEST_F(LogViewTest, TheMouseSelects) {
  show(1000);
  QWidget* port = view_.viewport();
  const int row = view_.scroll().row_pixels();
  const auto at = [row](int line) { return QPoint(100, line * row + row / 2); };
  QSignalSpy chosen(&view_, &LogView::row_chosen);
  QTest::mouseClick(port, Qt::LeftButton, Qt::NoModifier, at(2));
  EXPECT_EQ(view_.current(), 3u);
  EXPECT_EQ(chosen.count(), 1);
  QTest::mouseClick(port, Qt::LeftButton, Qt::ShiftModifier, at(6));
  EXPECT_EQ(view_.selection().first(), 3u);
  EXPECT_EQ(view_.selection().last(), 7u);
  QTest::mousePress(port, Qt::LeftButton, Qt::NoModifier, at(8));
  QTest::mouseMove(port, at(4));
  EXPECT_EQ(view_.selection().first(), 5u);
  EXPECT_EQ(view_.selection().last(), 9u);
  // Below the last row the log scrolls on, for as long as the button is held.
  QTest::mouseMove(port, QPoint(100, port->height() + 200));
  ASSERT_TRUE(QTest::qWaitFor([&] { return view_.selection().last() > 60; }, 3000));
  QTest::mouseRelease(port, Qt::LeftButton, Qt::NoModifier, at(4));
}

TEST_F(LogViewTest, ClearedRowsAreHiddenNotLost) {
  show(1000, true);
  view_.hide_before(1001);
  settle();
  EXPECT_TRUE(view_.is_empty());
  grow(5);
  EXPECT_EQ(top(), 1001u);
  EXPECT_EQ(view_.scroll().lines().size(), 5u);
  key(Qt::Key_A, Qt::ControlModifier);
  EXPECT_EQ(view_.selection().first(), 1001u);
  key(Qt::Key_Home);
  EXPECT_EQ(top(), 1001u);
  view_.hide_before(0);
  settle();
  key(Qt::Key_Home);
  EXPECT_EQ(top(), 1u);
}

TEST_F(LogViewTest, GoingToARowBringsItOnScreen) {
  show(ten_million, true);
  view_.go_to(7'654'321);
  settle();
  EXPECT_EQ(view_.current(), 7'654'321u);
  EXPECT_LT(top(), 7'654'321u);
  EXPECT_GT(bottom(), 7'654'321u);
  EXPECT_FALSE(view_.is_following());
}

TEST_F(LogViewTest, AnotherLogTakesItsPlace) {
  show(1000);
  const std::weak_ptr<FakeRows> first = rows_;
  show(20, true);
  EXPECT_TRUE(first.expired());
  EXPECT_EQ(view_.scroll().lines().size(), 20u);
  view_.show(nullptr);
  settle();
  EXPECT_TRUE(view_.is_empty());
  key(Qt::Key_Down);
  wheel(1);
}

TEST_F(LogViewTest, ResizingKeepsTheEndAtTheEnd) {
  show(ten_million, true);
  for (const int height : {100, 900, 30, 333}) {
    view_.resize(900, height);
    settle();
    EXPECT_EQ(bottom(), ten_million) << height;
  }
}

TEST_F(LogViewTest, WhatOpensBelowTheCurrentRowDoesNotCoverIt) {
  show(1000);
  const auto last = static_cast<int>(view_.scroll().rows_shown()) - 1;
  QTest::mouseClick(view_.viewport(), Qt::LeftButton, Qt::NoModifier,
                    QPoint(100, last * view_.scroll().row_pixels() + 3));
  const std::uint64_t current = view_.current();
  view_.resize(900, 150);
  settle();
  EXPECT_EQ(bottom(), current);
}

TEST_F(LogViewTest, EveryOtherRowIsShadedWhateverTheFilter) {
  show(3000);
  rows_->passes = [](std::uint64_t number) { return number % 4 == 0; };
  view_.reload();
  settle();
  for (int i = 0; i < 40; ++i)
    wheel(-10);
  const auto& lines = view_.scroll().lines();
  for (std::size_t i = 1; i < lines.size(); ++i)
    ASSERT_NE(lines[i].shaded, lines[i - 1].shaded);
}

}  // namespace
}  // namespace parley::desk::widgets
