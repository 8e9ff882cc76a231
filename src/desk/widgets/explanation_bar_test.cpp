#include "desk/widgets/explanation_bar.h"

#include <QLabel>
#include <gtest/gtest.h>

using namespace parley;
using desk::widgets::ExplanationBar;

namespace {

session::Status refused(std::uint64_t event) {
  session::Status status;
  status.state = session::Status::State::failed;
  status.trouble = {event, {"cannot connect", "nobody listens", "start it"}};
  return status;
}

}  // namespace

TEST(ExplanationBar, SaysWhatWhyAndWhatToDo) {
  QWidget window;
  ExplanationBar bar(&window);
  window.show();
  EXPECT_FALSE(bar.isVisible());
  bar.show_status(refused(3));
  EXPECT_TRUE(bar.isVisible());
  EXPECT_EQ(bar.text(), QStringLiteral("cannot connect\nnobody listens\nstart it"));
  bar.show_status({});
  EXPECT_FALSE(bar.isVisible());
}

TEST(ExplanationBar, StaysAwayOnceDismissedUntilThereIsAnother) {
  QWidget window;
  ExplanationBar bar(&window);
  window.show();
  bar.show_status(refused(3));
  bar.dismiss();
  bar.show_status(refused(3));
  EXPECT_FALSE(bar.isVisible());
  bar.show_status(refused(7));
  EXPECT_TRUE(bar.isVisible());
}

TEST(ExplanationBar, AFailureStandsBeforeAHint) {
  QWidget window;
  ExplanationBar bar(&window);
  window.show();
  session::Status status;
  status.hint = {"", "the device has not seen a newline", "choose LF"};
  bar.show_status(status);
  EXPECT_TRUE(bar.text().startsWith(QStringLiteral("the device")));
  status.trouble = {1, {"cannot connect", "", ""}};
  bar.show_status(status);
  EXPECT_EQ(bar.text(), QStringLiteral("cannot connect"));
}

TEST(ExplanationBar, NeverTakesWordsForMarkup) {
  ExplanationBar bar;
  session::Status status = refused(1);
  status.trouble->explanation.what = "<b>bold</b><img src=x>";
  status.said = "sketch.ino:3: error: <T>";
  bar.show_status(status);
  for (const QLabel* label : bar.findChildren<QLabel*>())
    EXPECT_TRUE(label->textFormat() == Qt::PlainText || label->text().size() == 1);
  EXPECT_TRUE(bar.text().contains(QStringLiteral("<T>")));
}
