#include "desk/widgets/trust_question.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QVBoxLayout>
#include <gtest/gtest.h>
#include <optional>

#include "desk/widgets/ladder_fixture.h"
#include "desk/widgets/widget_fixture.h"

namespace parley::desk::widgets {
namespace {

using Answer = TrustQuestion::Answer;

class TrustQuestionTest : public testing::Test {
 protected:
  TrustQuestionTest() {
    apply_look(false);
    window_.resize(560, 140);
    auto* column = new QVBoxLayout(&window_);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(question_ = new TrustQuestion(&window_));
    column->addStretch(1);
    QObject::connect(question_, &TrustQuestion::answered,
                     [this](Answer answer) { answer_ = answer; });
    window_.show();
    window_.activateWindow();
  }

  QWidget window_;
  TrustQuestion* question_;
  std::optional<Answer> answer_;
};

TEST_F(TrustQuestionTest, AsksAndGoesWithTheAnswer) {
  EXPECT_FALSE(question_->isVisible());
  const std::pair<const char*, Answer> buttons[] = {
      {"Run once", Answer::once}, {"Always for this sketch", Answer::always}, {"No", Answer::no}};
  for (const auto& [name, wanted] : buttons) {
    question_->ask(QStringLiteral("TcpClient"), {});
    ASSERT_TRUE(question_->isVisible());
    answer_.reset();
    QTest::mouseClick(part<QPushButton>(*question_, name), Qt::LeftButton);
    EXPECT_EQ(answer_, wanted);
    EXPECT_FALSE(question_->isVisible());
  }
}

TEST_F(TrustQuestionTest, SaysWhatASketchMayDo) {
  question_->ask(QStringLiteral("<b>Lamp</b>"), {});
  EXPECT_EQ(question_->text(), QStringLiteral("Run <b>Lamp</b>?\nA sketch is code, which runs on "
                                              "this computer."));
  question_->set_rights(QStringLiteral("with all of your rights: bubblewrap is not installed"));
  EXPECT_TRUE(question_->text().endsWith(QStringLiteral(
      "It runs on this computer with all of your rights: bubblewrap is not installed.")));
  for (const QLabel* label : question_->findChildren<QLabel*>()) {
    const bool quotes = label->text().contains(QLatin1Char('<'));
    EXPECT_TRUE(!quotes || label->textFormat() == Qt::PlainText);
  }
}

TEST_F(TrustQuestionTest, EscapeIsNoAndAnEnterThatWasMeantForSomethingElseRunsNothing) {
  question_->ask(QStringLiteral("TcpClient"), {});
  ASSERT_EQ(window_.focusWidget(), part<QPushButton>(*question_, "No"));
  QTest::keyClick(part<QPushButton>(*question_, "No"), Qt::Key_Return);
  EXPECT_NE(answer_, Answer::once);
  EXPECT_NE(answer_, Answer::always);
  answer_.reset();
  question_->ask(QStringLiteral("TcpClient"), {});
  QTest::keyClick(question_, Qt::Key_Escape);
  EXPECT_EQ(answer_, Answer::no);
  answer_.reset();
  question_->ask(QStringLiteral("TcpClient"), {});
  question_->withdraw();
  EXPECT_FALSE(question_->isVisible());
  EXPECT_FALSE(answer_);
}

TEST_F(TrustQuestionTest, Pictures) {
  question_->ask(QStringLiteral("TcpClient"),
                 QStringLiteral("in a sandbox: it sees none of your files, and reaches the network "
                                "through its router alone"));
  picture_of(window_, "trust-question");
}

}  // namespace
}  // namespace parley::desk::widgets
