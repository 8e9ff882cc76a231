#include "desk/widgets/log_view.h"

#include <QClipboard>
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

TEST_F(LogViewTest, Looks) {
  show(500, true);
  const QByteArray path = qgetenv("PARLEY_LOG_PICTURE");
  if (!path.isEmpty()) view_.grab().save(QString::fromLocal8Bit(path));
}

}  // namespace
}  // namespace parley::desk::widgets
