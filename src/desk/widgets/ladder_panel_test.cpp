#include "desk/widgets/ladder_panel.h"

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <algorithm>
#include <gtest/gtest.h>

#include "desk/widgets/ladder_fixture.h"
#include "desk/widgets/ladder_view.h"
#include "desk/widgets/widget_fixture.h"

namespace parley::desk::widgets {
namespace {

class LadderPanelTest : public testing::Test {
 protected:
  LadderPanelTest() {
    apply_look(false);
    panel_.resize(440, 620);
    panel_.show();
  }
  void show_story() {
    rows_->tell_a_story();
    panel_.show_rows(rows_);
  }
  QComboBox* chooser() { return part<QComboBox>(panel_, "Conversation"); }

  std::shared_ptr<MadeUpLadder> rows_ = std::make_shared<MadeUpLadder>();
  LadderPanel panel_;
};

TEST_F(LadderPanelTest, WithoutPacketsItSaysWhereTheyComeFrom) {
  EXPECT_TRUE(panel_.words().startsWith(QStringLiteral("Packets are seen for boards")));
  EXPECT_FALSE(part<QToolButton>(panel_, "Watch an interface")->isVisible());
  panel_.offer_interfaces({QStringLiteral("lo"), QStringLiteral("e&th0")});
  QSignalSpy wanted(&panel_, &LadderPanel::interface_wanted);
  QToolButton* button = part<QToolButton>(panel_, "Watch an interface");
  ASSERT_TRUE(button->isVisible());
  ASSERT_EQ(button->menu()->actions().size(), 2);
  button->menu()->actions()[1]->trigger();
  ASSERT_EQ(wanted.size(), 1);
  EXPECT_EQ(wanted[0][0].toString(), QStringLiteral("e&th0"));
  picture_of(panel_, "ladder-empty");
  panel_.show_rows(rows_);
  EXPECT_TRUE(panel_.words().startsWith(QStringLiteral("No packets yet.")));
}

TEST_F(LadderPanelTest, ShowsTheNewestOverTcpUntilSomebodyChooses) {
  show_story();
  EXPECT_EQ(panel_.view().flow(), 2u);
  EXPECT_TRUE(panel_.words().startsWith(
      QStringLiteral("Ended: closed. Handshake in 0.4 ms. 19 octets came from the client")));
  picture_of(panel_, "ladder-narrow");
  rows_->flow("10.0.2.15:49154", "10.0.2.2:8888");
  rows_->row(true, "SYN", "may I connect?");
  rows_->tell();
  EXPECT_EQ(panel_.view().flow(), 3u);
  ASSERT_EQ(chooser()->count(), 4);
  QTest::keyClick(chooser(), Qt::Key_Down);
  EXPECT_EQ(panel_.view().flow(), 1u) << "a choice";
  EXPECT_EQ(chooser()->currentText(),
            QStringLiteral("1: 0.0.0.0:68 to 255.255.255.255:67 · UDP · 1 packet(s)"));
  rows_->flow("10.0.2.15:49155", "10.0.2.2:8888");
  rows_->row(true, "SYN", "may I connect?");
  rows_->tell();
  EXPECT_EQ(panel_.view().flow(), 1u);
  panel_.choose(0);
  EXPECT_EQ(panel_.view().flow(), 4u);
}

TEST_F(LadderPanelTest, AWideOneHasItsWordsBesideTheArrows) {
  panel_.resize(980, 560);
  show_story();
  panel_.view().highlight(true, 1, 5);
  picture_of(panel_, "ladder-wide");
  EXPECT_TRUE(panel_.view().layout_of_rows().is_wide());
}

TEST_F(LadderPanelTest, ARemarkStandsAboveTheLadder) {
  rows_->remark_now = QStringLiteral("This is a recording of Parley: <b>rebuilt</b>.");
  show_story();
  const auto labels = panel_.findChildren<QLabel*>();
  const auto remark = std::find_if(labels.begin(), labels.end(), [this](const QLabel* label) {
    return label->text() == rows_->remark_now;
  });
  ASSERT_NE(remark, labels.end());
  EXPECT_TRUE((*remark)->isVisible());
  EXPECT_EQ((*remark)->textFormat(), Qt::PlainText);
  picture_of(panel_, "ladder-remark");
}

TEST_F(LadderPanelTest, AMessageIsFoundInItsConversation) {
  show_story();
  rows_->flow("10.0.2.15:49154", "10.0.2.2:8888");
  rows_->row(true, "SYN", "may I connect?");
  rows_->tell();
  EXPECT_EQ(panel_.view().flow(), 3u);
  ASSERT_TRUE(panel_.show_message(rows_->rows(2)[4].time, 14));
  EXPECT_EQ(panel_.view().flow(), 2u);
  EXPECT_TRUE(panel_.view().is_marked(4));
  EXPECT_FALSE(panel_.show_message(WallTime{}, 14));
}

TEST_F(LadderPanelTest, OffersTheNewestOfVeryMany) {
  for (int i = 0; i < 600; ++i) {
    rows_->flow("10.0.0.1:1", "10.0.0.2:2");
    rows_->row(true, "SYN", "may I connect?");
  }
  panel_.show_rows(rows_);
  EXPECT_EQ(chooser()->count(), 501);
  EXPECT_EQ(chooser()->itemData(1).toUInt(), 101u);
  panel_.choose(101);
  rows_->flow("10.0.0.1:1", "10.0.0.2:2");
  rows_->row(true, "SYN", "may I connect?");
  rows_->tell();
  EXPECT_EQ(chooser()->count(), 501);
  EXPECT_EQ(chooser()->currentData().toUInt(), 101u) << "the chosen one stays";
}

TEST_F(LadderPanelTest, SaysWhatIsNotKept) {
  show_story();
  auto& rows = rows_->rows_now[2];
  rows.erase(rows.begin(), rows.begin() + 4);
  rows_->tell();
  EXPECT_TRUE(
      panel_.words().endsWith(QStringLiteral("The first 4 of its 12 packets are not kept.")))
      << panel_.words().toStdString();
}

}  // namespace
}  // namespace parley::desk::widgets
