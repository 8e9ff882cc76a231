// To whom the send bar sends, and what it sends again and again.
#include <QSignalSpy>

#include "desk/widgets/send_bar_fixture.h"

namespace parley::desk::widgets {
namespace {

TEST_F(SendBarTest, SendsToOne) {
  listen();
  server.join(2, "192.168.1.21", 50000);
  EXPECT_EQ(part_of<TargetChooser>()->currentText(), QStringLiteral("All peers (2)"));
  choose_target(QStringLiteral("#2 192.168.1.21:50000"));
  type("x");
  press(Qt::Key_Return);
  EXPECT_EQ(server.sent[0].to, event::PeerId{2});
  picture(bar, "send-to-one");
}

TEST_F(SendBarTest, TheTargetStaysWhileOthersComeAndGo) {
  listen();
  server.join(3, "192.168.1.22", 50000);
  choose_target(QStringLiteral("#3 192.168.1.22:50000"));
  server.join(2, "192.168.1.21", 50000);
  server.leave(1);
  server.join(4, "192.168.1.23", 50000);
  EXPECT_EQ(part_of<TargetChooser>()->currentText(), QStringLiteral("#3 192.168.1.22:50000"));
  EXPECT_EQ(part_of<TargetChooser>()->count(), 4);
  type("x");
  press(Qt::Key_Return);
  EXPECT_EQ(server.sent[0].to, event::PeerId{3});
}

TEST_F(SendBarTest, ATargetThatLeftIsNeverAll) {
  listen();
  server.join(2, "192.168.1.21", 50000);
  choose_target(QStringLiteral("#2 192.168.1.21:50000"));
  type("for two only");
  server.leave(2);
  EXPECT_EQ(part_of<TargetChooser>()->currentText(),
            QStringLiteral("#2 192.168.1.21:50000 (left)"));
  EXPECT_FALSE(part<QPushButton>(bar, "Send")->isEnabled());
  EXPECT_EQ(said(), "#2 has left: choose whom to send to");
  picture(bar, "send-left");
  press(Qt::Key_Return);
  EXPECT_TRUE(server.sent.empty());
  EXPECT_EQ(box(), "for two only");

  server.join(2, "192.168.1.21", 50001);  // a peer keeps its number when it comes back
  EXPECT_TRUE(part<QPushButton>(bar, "Send")->isEnabled());
  EXPECT_EQ(said(), "");
  press(Qt::Key_Return);
  EXPECT_EQ(server.sent[0].to, event::PeerId{2});
}

TEST_F(SendBarTest, OneOfMoreThanAreShownMayBeThere) {
  listen();
  server.join(2, "192.168.1.21", 50000);
  choose_target(QStringLiteral("#2 192.168.1.21:50000"));
  server.status_value.peers.pop_back();  // silent for long: not among those shown
  server.tell();
  EXPECT_EQ(part_of<TargetChooser>()->currentText(), QStringLiteral("#2 192.168.1.21:50000"));
  EXPECT_TRUE(part<QPushButton>(bar, "Send")->isEnabled());
}

TEST_F(SendBarTest, ATargetIsTheConversations) {
  listen();
  choose_target(QStringLiteral("#1 192.168.1.20:51234"));
  FakeConversation other(FakeConversation::server(9));
  bar.show_conversation(&other);
  EXPECT_EQ(part_of<TargetChooser>()->currentText(), QStringLiteral("All peers"));
  bar.show_conversation(&server);
  EXPECT_EQ(part_of<TargetChooser>()->currentText(), QStringLiteral("#1 192.168.1.20:51234"));
}

TEST_F(SendBarTest, AClientHasNobodyToChooseFrom) {
  session::Asked asked;
  asked.kind = session::Asked::Kind::client;
  FakeConversation client(asked);
  bar.show_conversation(&client);
  EXPECT_FALSE(part_of<TargetChooser>()->isVisible());
  client.run(State::connecting);
  type("x");
  press(Qt::Key_Return);
  EXPECT_EQ(said(), "still connecting: the text stays here");
  client.run(State::connected);
  press(Qt::Key_Return);
  EXPECT_EQ(client.sent.size(), 1u);
}

TEST_F(SendBarTest, RepeatsUntilItIsStopped) {
  listen();
  const QSignalSpy told(&bar, &SendBar::repeating_changed);
  auto* repeat = part<QPushButton>(bar, "Repeat");
  auto* interval = part<QLineEdit>(bar, "Repeat every");
  interval->setText(QStringLiteral("5ms"));
  choose("How the text is read", 2);
  type("n{{COUNTER}}");
  repeat->click();
  EXPECT_TRUE(repeat->isChecked());
  EXPECT_TRUE(QTest::qWaitFor([&] { return server.sent.size() >= 4; }));
  EXPECT_EQ(sent(0), "n1\n");
  EXPECT_EQ(sent(3), "n4\n");
  EXPECT_EQ(box(), "n{{COUNTER}}");
  type(" other");  // what is typed meanwhile is for later
  picture(bar, "send-repeating");
  FakeConversation other(FakeConversation::server(9));
  bar.show_conversation(&other);
  EXPECT_FALSE(repeat->isChecked());
  const auto before = server.sent.size();
  EXPECT_TRUE(QTest::qWaitFor([&] { return server.sent.size() > before; }));
  bar.show_conversation(&server);
  EXPECT_TRUE(repeat->isChecked());
  repeat->click();
  EXPECT_FALSE(repeat->isChecked());
  const auto last = server.sent.size();
  QTest::qWait(30);
  EXPECT_EQ(server.sent.size(), last);
  EXPECT_EQ(server.sent.back().octets.startsWith("n"), true);
  EXPECT_EQ(told.size(), 2);
}

TEST_F(SendBarTest, RepeatingEndsWithTheConversation) {
  listen();
  part<QLineEdit>(bar, "Repeat every")->setText(QStringLiteral("5ms"));
  type("x");
  auto* repeat = part<QPushButton>(bar, "Repeat");
  repeat->click();
  server.leave(1);
  QTest::qWait(30);
  EXPECT_TRUE(repeat->isChecked());  // somebody may come
  server.stop();
  EXPECT_TRUE(QTest::qWaitFor([&] { return !repeat->isChecked(); }));
  EXPECT_EQ(said(), "the repeating has ended: not listening yet: press Listen");
}

TEST_F(SendBarTest, AnIntervalThatIsNoneIsSaid) {
  listen();
  type("x");
  auto* interval = part<QLineEdit>(bar, "Repeat every");
  interval->setText(QStringLiteral("often"));
  part<QPushButton>(bar, "Repeat")->click();
  EXPECT_EQ(said(), "repeat: a number and ms, s, m or h is wanted, such as 500ms or 1.5s");
  EXPECT_FALSE(part<QPushButton>(bar, "Repeat")->isChecked());
  interval->setText(QStringLiteral("0"));
  part<QPushButton>(bar, "Repeat")->click();
  EXPECT_EQ(said(), "repeat: a millisecond is the shortest");
  EXPECT_TRUE(server.sent.empty());
}

TEST_F(SendBarTest, SendsASavedMessage) {
  listen();
  type("draft");
  choose("Line end", 3);
  bar.send_message({"ping", "ping {{COUNTER}}\\00", text::LineEnding::none});
  bar.send_message({"ping", "ping {{COUNTER}}\\00", {}});
  EXPECT_EQ(sent(0), std::string("ping 1\0", 7));
  EXPECT_EQ(sent(1), std::string("ping 2\0\r\n", 9));
  EXPECT_EQ(box(), "draft");
  bar.send_message({"bad", "\\q", {}});
  EXPECT_EQ(server.sent.size(), 2u);
  EXPECT_EQ(said().rfind("bad: the backslash at position 1", 0), 0u) << said();
  EXPECT_TRUE(edit->extraSelections().isEmpty());
}

TEST_F(SendBarTest, MakesAMessageOfWhatIsInTheBox) {
  type("a\\{{b}}");
  press(Qt::Key_Return, Qt::ShiftModifier);
  type("c");
  auto message = bar.message_from_box();
  ASSERT_TRUE(message);
  EXPECT_EQ(message->text, "a\\\\\\7B{b}}\\nc");
  EXPECT_EQ(message->line_ending, text::LineEnding::lf);
  listen();
  bar.send_message(*message);
  press(Qt::Key_Return);
  EXPECT_EQ(sent(0), sent(1));

  choose("How the text is read", 1);
  type("00 41");
  EXPECT_EQ(bar.message_from_box()->text, "\\00A");
  EXPECT_EQ(bar.message_from_box()->line_ending, text::LineEnding::none);
  type("x");
  EXPECT_FALSE(bar.message_from_box());
  EXPECT_NE(said(), "");
}

}  // namespace
}  // namespace parley::desk::widgets
