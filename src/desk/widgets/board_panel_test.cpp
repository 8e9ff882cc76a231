#include "desk/widgets/board_panel.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QTest>
#include <deque>
#include <gtest/gtest.h>

#include "desk/models/conversation_fixture.h"
#include "desk/widgets/board_shell.h"
#include "desk/widgets/ladder_fixture.h"
#include "desk/widgets/log_rows_fixture.h"
#include "desk/widgets/sentence.h"
#include "desk/widgets/widget_fixture.h"

namespace parley::desk::widgets {
namespace {

using State = session::Status::State;

/// Its router answers when the test says so.
class SlowBoard final : public models::MadeUpConversation {
 public:
  SlowBoard() : MadeUpConversation(Kind::board, "TcpClient") { status_now.state = State::ended; }
  void command(const QString& words, std::function<void(Result<std::string>)> answered) override {
    commands.push_back(words);
    waiting.push_back(std::move(answered));
  }
  void answer(Result<std::string> answer) {
    ASSERT_FALSE(waiting.empty());
    const auto first = std::move(waiting.front());
    waiting.pop_front();
    first(std::move(answer));
  }
  void run(State state, const char* words) {
    running_now = true;
    status_now.state = state;
    status_now.words = words;
    tell();
  }

  std::deque<std::function<void(Result<std::string>)>> waiting;
};

/// A log with what a board says.
class SerialRows final : public models::LogRows {
 public:
  std::uint64_t first_event() const override { return rows.empty() ? 0 : 1; }
  std::uint64_t last_event() const override { return rows.size(); }
  bool grows() const override { return true; }
  void want(const models::LogRequest& request) override {
    ++wants;
    EXPECT_TRUE(request.backwards);
    models::LogPage page;
    page.rows = rows;
    Q_EMIT page_ready(page);
  }
  Result<> set_filter(const std::optional<log::FilterSettings>& filter) override {
    EXPECT_EQ(filter->kinds.size(), 2u);
    return {};
  }
  Result<> find(const log::FilterSettings&, std::uint64_t, bool) override { return {}; }
  void want_whole(std::uint64_t) override {}
  void copy(std::uint64_t, std::uint64_t) override {}
  void export_to(const QString&, const QString&) override {}
  void cancel() override {}

  void say(event::Kind kind, const char* octets) {
    models::LogRow row = said(rows.size() + 1, octets);
    row.kind = kind;
    rows.push_back(row);
    Q_EMIT grown();
  }

  std::vector<models::LogRow> rows;
  int wants = 0;
};

class BoardPanelTest : public testing::Test {
 protected:
  BoardPanelTest() {
    apply_look(false);
    panel_.resize(420, 560);
    panel_.show_conversation(&board_);
    panel_.show();
    panel_.setFocus();
  }

  QSlider* slider(const char* name) { return part<QSlider>(panel_, name); }
  QCheckBox* down() { return part<QCheckBox>(panel_, "Link down"); }
  QLineEdit* line() { return part<QLineEdit>(panel_, "Line to the board's serial input"); }
  bool says(const QString& words, bool wrong) {
    for (const QLabel* label : panel_.findChildren<QLabel*>()) {
      const auto* sentence = dynamic_cast<const Sentence*>(label);
      if (sentence != nullptr && sentence->isVisible() && sentence->words().contains(words)) {
        return sentence->is_wrong() == wrong;
      }
    }
    return false;
  }
  QStringList commands() {
    QStringList all;
    for (const QString& command : board_.commands)
      all += command;
    return all;
  }

  SlowBoard board_;
  BoardPanel panel_;
};

TEST_F(BoardPanelTest, TeachesAndIsOffAsLongAsNothingRuns) {
  EXPECT_FALSE(slider("Loss")->isEnabled());
  EXPECT_FALSE(part<QPushButton>(panel_, "Reset")->isEnabled());
  board_.run(State::opening, "building TcpClient");
  EXPECT_FALSE(slider("Loss")->isEnabled());
  board_.run(State::connected, "TcpClient is running");
  EXPECT_TRUE(slider("Loss")->isEnabled());
  EXPECT_TRUE(part<QPushButton>(panel_, "Reset")->isEnabled());
}

TEST_F(BoardPanelTest, ASliderThatRestsIsOneCommand) {
  board_.run(State::connected, "TcpClient is running");
  for (int loss = 1; loss <= 5; ++loss)
    slider("Loss")->setValue(loss);
  slider("Delay")->setValue(120);
  EXPECT_TRUE(commands().isEmpty());
  ASSERT_TRUE(QTest::qWaitFor([&] { return commands().size() == 1; }));
  EXPECT_EQ(commands().last(), QStringLiteral("fault both loss=5% delay=120ms"));
  // Two more before there is an answer: only the newest goes out, after it.
  slider("Loss")->setValue(20);
  QTest::qWait(200);
  slider("Loss")->setValue(30);
  QTest::qWait(200);
  EXPECT_EQ(commands().size(), 1);
  board_.answer(std::string("TcpClient: up loss=5% delay=120ms, down loss=5% delay=120ms"));
  EXPECT_TRUE(says(QStringLiteral("up loss=5%"), false));
  ASSERT_EQ(commands().size(), 2);
  EXPECT_EQ(commands().last(), QStringLiteral("fault both loss=30% delay=120ms"));
  board_.answer(failure({ErrorClass::reset, 0, "tell the router something", "it went away"}));
  EXPECT_TRUE(says(QStringLiteral("it went away"), true));
}

TEST_F(BoardPanelTest, TheLinkIsCutAndMended) {
  board_.run(State::connected, "TcpClient is running");
  QTest::mouseClick(down(), Qt::LeftButton, {}, QPoint(8, down()->height() / 2));
  EXPECT_EQ(commands(), QStringList(QStringLiteral("link down")));
  board_.answer(std::string("TcpClient: link down"));
  EXPECT_TRUE(says(QStringLiteral("TcpClient: link down"), false));
  QTest::mouseClick(part<QPushButton>(panel_, "Mend the link"), Qt::LeftButton);
  EXPECT_FALSE(down()->isChecked());
  EXPECT_EQ(commands().last(), QStringLiteral("link up"));
  board_.answer(failure({ErrorClass::reset, 0, "tell the router something", "it went away"}));
  EXPECT_TRUE(down()->isChecked()) << "it did not happen";
}

TEST_F(BoardPanelTest, AnotherRunHasAnotherRouterWithoutFaults) {
  board_.run(State::connected, "TcpClient is running");
  slider("Loss")->setValue(20);
  down()->setChecked(true);
  ASSERT_TRUE(QTest::qWaitFor([&] { return commands().size() == 2; }));
  board_.stop();
  board_.run(State::connected, "TcpClient is running");
  EXPECT_EQ(slider("Loss")->value(), 0);
  EXPECT_FALSE(down()->isChecked());
  board_.answer(std::string("of the board before"));
  board_.answer(std::string("of the board before"));
  EXPECT_FALSE(says(QStringLiteral("of the board before"), false));
  EXPECT_EQ(commands().size(), 2);
}

TEST_F(BoardPanelTest, TheResetButtonIsACommand) {
  board_.run(State::connected, "TcpClient is running");
  QTest::mouseClick(part<QPushButton>(panel_, "Reset"), Qt::LeftButton);
  EXPECT_EQ(commands(), QStringList(QStringLiteral("restart")));
  board_.answer(failure({ErrorClass::bad_input, 0, "do \"restart\"", "the board does not run"}));
  EXPECT_TRUE(says(QStringLiteral("the board does not run"), true));
}

TEST_F(BoardPanelTest, ALineGoesToTheSerialLine) {
  QTest::keyClicks(line(), "too early");
  QTest::keyClick(line(), Qt::Key_Return);
  EXPECT_TRUE(says(QStringLiteral("the line stays here"), true));
  EXPECT_EQ(line()->text(), QStringLiteral("too early"));
  board_.run(State::connected, "TcpClient is running");
  line()->clear();
  QTest::keyClicks(line(), "on");
  QTest::keyClick(line(), Qt::Key_Return);
  ASSERT_EQ(board_.sent.size(), 1u);
  EXPECT_EQ(board_.sent[0].first, QByteArray("on\n"));
  EXPECT_TRUE(line()->text().isEmpty());
  board_.asked_now.line_ending = text::LineEnding::crlf;
  QTest::keyClicks(line(), "off");
  QTest::mouseClick(part<QPushButton>(panel_, "Send"), Qt::LeftButton);
  EXPECT_EQ(board_.sent.back().first, QByteArray("off\r\n"));
  QTest::keyClick(line(), Qt::Key_Up);
  EXPECT_EQ(line()->text(), QStringLiteral("off"));
  QTest::keyClick(line(), Qt::Key_Up);
  EXPECT_EQ(line()->text(), QStringLiteral("on"));
  QTest::keyClick(line(), Qt::Key_Escape);
  EXPECT_TRUE(line()->text().isEmpty());
}

TEST_F(BoardPanelTest, ShowsTheLastLinesAsTheyCome) {
  auto rows = std::make_shared<SerialRows>();
  rows->say(event::Kind::received, "\r\nTCP Conn");
  panel_.shell().show_log(rows);
  rows->say(event::Kind::received, "ected to: 10.0.2.2\r\n");
  rows->say(event::Kind::sent, "status\n");
  rows->say(event::Kind::received, "lamp \x1b[31m<b>on</b>");
  EXPECT_TRUE(QTest::qWaitFor([&] {
    return panel_.shell().text() ==
           QStringLiteral("\nTCP Connected to: 10.0.2.2\n> status\nlamp \\1B[31m<b>on</b>");
  })) << panel_.shell().text().toStdString();
  // A board that prints without end is looked at as often as a person reads.
  rows->wants = 0;
  for (int i = 0; i < 500; ++i)
    rows->say(event::Kind::received, "x");
  QTest::qWait(150);
  EXPECT_LE(rows->wants, 3);
  board_.run(State::connected, "TcpClient is running");
  slider("Loss")->setValue(5);
  slider("Delay")->setValue(120);
  ASSERT_TRUE(QTest::qWaitFor([&] { return !board_.waiting.empty(); }));
  board_.answer(std::string("TcpClient: up loss=5% delay=120ms, down loss=5% delay=120ms"));
  rows->rows.resize(4);
  rows->say(event::Kind::received, "\r\nlamp off\r\n");
  QTest::qWait(150);
  picture_of(panel_, "board-panel");
}

TEST_F(BoardPanelTest, AnotherConversationIsNotABoard) {
  models::MadeUpConversation server;
  server.running_now = true;
  server.status_now.state = State::connected;
  panel_.show_conversation(&server);
  EXPECT_FALSE(slider("Loss")->isEnabled());
  panel_.show_conversation(nullptr);
  picture_of(panel_, "board-panel-empty");
}

}  // namespace
}  // namespace parley::desk::widgets
