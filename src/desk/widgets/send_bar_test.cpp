#include "desk/widgets/send_bar.h"

#include <QSignalSpy>

#include "desk/widgets/send_bar_fixture.h"

namespace parley::desk::widgets {
namespace {

TEST_F(SendBarTest, EnterSendsAndClears) {
  listen();
  type("Hello");
  press(Qt::Key_Return);
  EXPECT_EQ(sent(0), "Hello\n");
  EXPECT_EQ(server.sent[0].to, std::nullopt);
  EXPECT_EQ(box(), "");
  EXPECT_EQ(said(), "");
}

TEST_F(SendBarTest, ShiftEnterBreaksTheLine) {
  listen();
  type("one");
  press(Qt::Key_Return, Qt::ShiftModifier);
  type("two");
  EXPECT_EQ(box(), "one\ntwo");
  press(Qt::Key_Enter, Qt::KeypadModifier);
  EXPECT_EQ(sent(0), "one\ntwo\n");
}

TEST_F(SendBarTest, TheLineEndIsTheChosenOne) {
  listen();
  const QSignalSpy told(&bar, &SendBar::line_ending_changed);
  const char* const wanted[] = {"x", "x\n", "x\r", "x\r\n"};
  for (const int ending : {3, 2, 1, 0}) {
    choose("Line end", ending);
    type("x");
    press(Qt::Key_Return);
    EXPECT_EQ(server.sent.back().octets.toStdString(), wanted[ending]);
  }
  EXPECT_EQ(told.size(), 4);
}

TEST_F(SendBarTest, BeginsWithTheLineEndThatTheConversationHas) {
  session::Asked asked = FakeConversation::server(9);
  asked.line_ending = text::LineEnding::crlf;
  FakeConversation other(asked);
  other.run(State::listening);
  other.join(1, "10.0.0.2", 5);
  bar.show_conversation(&other);
  type("x");
  press(Qt::Key_Return);
  ASSERT_EQ(other.sent.size(), 1u);
  EXPECT_EQ(other.sent[0].octets.toStdString(), "x\r\n");
}

TEST_F(SendBarTest, KeepsCharactersToTheLetter) {
  listen();
  edit->insertPlainText(QStringLiteral("a\u00a0\u4e2d\u6587\U0001F600"));
  press(Qt::Key_Return);
  EXPECT_EQ(sent(0), "a\u00a0\u4e2d\u6587\U0001F600\n");
}

TEST_F(SendBarTest, UpAndDownCallBack) {
  listen();
  for (const char* text : {"one", "two"}) {
    type(text);
    press(Qt::Key_Return);
  }
  type("draft");
  press(Qt::Key_Up);
  EXPECT_EQ(box(), "two");
  press(Qt::Key_Up);
  press(Qt::Key_Up);
  EXPECT_EQ(box(), "one");
  press(Qt::Key_Down);
  EXPECT_EQ(box(), "two");
  press(Qt::Key_Down);
  EXPECT_EQ(box(), "draft");
  press(Qt::Key_Down);
  EXPECT_EQ(box(), "draft");
}

TEST_F(SendBarTest, UpMovesInsideSeveralLinesFirst) {
  listen();
  type("old");
  press(Qt::Key_Return);
  type("one");
  press(Qt::Key_Return, Qt::ShiftModifier);
  type("two");
  press(Qt::Key_Up);
  EXPECT_EQ(box(), "one\ntwo");
  press(Qt::Key_Up);
  EXPECT_EQ(box(), "old");
}

TEST_F(SendBarTest, EscBringsTheDraftBack) {
  listen();
  choose("How the text is read", 1);
  type("48 65");
  press(Qt::Key_Return);
  choose("How the text is read", 0);
  type("draft");
  press(Qt::Key_Up);
  EXPECT_EQ(box(), "48 65");
  EXPECT_EQ(part<QComboBox>(bar, "How the text is read")->currentIndex(), 1);
  press(Qt::Key_Escape);
  EXPECT_EQ(box(), "draft");
  EXPECT_EQ(part<QComboBox>(bar, "How the text is read")->currentIndex(), 0);
}

TEST_F(SendBarTest, HexIsOctetsWithoutALineEnd) {
  listen();
  choose("How the text is read", 1);
  EXPECT_FALSE(part<QComboBox>(bar, "Line end")->isEnabled());
  type("48,65:6c 0x6c 6f");
  press(Qt::Key_Return);
  EXPECT_EQ(sent(0), "Hello");
}

TEST_F(SendBarTest, WhatIsNoHexIsMarkedWhereItStands) {
  listen();
  choose("How the text is read", 1);
  type("48 6x");
  press(Qt::Key_Return);
  EXPECT_TRUE(server.sent.empty());
  EXPECT_EQ(box(), "48 6x");
  EXPECT_EQ(said(), "\"x\" at position 5 is no hexadecimal digit");
  ASSERT_EQ(edit->extraSelections().size(), 1);
  EXPECT_EQ(edit->extraSelections()[0].cursor.selectedText(), QStringLiteral("x"));
  picture(bar, "send-hex-wrong");
  press(Qt::Key_Backspace);
  EXPECT_EQ(said(), "");
  EXPECT_TRUE(edit->extraSelections().isEmpty());
}

TEST_F(SendBarTest, WhatIsWrongIsSaidAfterAPauseAlso) {
  choose("How the text is read", 2);
  type("\\");
  EXPECT_EQ(said(), "");
  QTest::qWait(800);
  EXPECT_NE(said(), "");
  type("n");
  EXPECT_EQ(said(), "");
  QTest::qWait(800);
  EXPECT_EQ(said(), "");
}

TEST_F(SendBarTest, NotationHasMacrosThatCount) {
  listen();
  choose("How the text is read", 2);
  type("n{{COUNTER}}\\00");
  press(Qt::Key_Return);
  press(Qt::Key_Up);
  press(Qt::Key_Return);
  EXPECT_EQ(sent(0), std::string("n1\0\n", 4));
  EXPECT_EQ(sent(1), std::string("n2\0\n", 4));
}

TEST_F(SendBarTest, EachPeerGetsItsOwnText) {
  listen();
  server.join(2, "192.168.1.21", 5);
  choose("How the text is read", 2);
  type("you are {{PEER}}");
  press(Qt::Key_Return);
  ASSERT_EQ(server.sent.size(), 2u);
  EXPECT_EQ(sent(0), "you are 1\n");
  EXPECT_EQ(sent(1), "you are 2\n");
  EXPECT_EQ(server.sent[1].to, event::PeerId{2});
}

TEST_F(SendBarTest, SaysThatNothingListensAndKeepsTheText) {
  type("Hello");
  press(Qt::Key_Return);
  EXPECT_EQ(said(), "not listening yet: press Listen");
  EXPECT_EQ(box(), "Hello");
  picture(bar, "send-not-listening");
  server.run(State::listening);
  EXPECT_EQ(said(), "nobody is connected yet: the text stays here");
  server.join(1, "192.168.1.20", 51234);
  EXPECT_EQ(said(), "");
  press(Qt::Key_Return);
  EXPECT_EQ(sent(0), "Hello\n");
}

TEST_F(SendBarTest, SaysTheSameForTheOtherKinds) {
  const struct {
    session::Asked::Kind kind;
    const char* words;
  } cases[] = {
      {session::Asked::Kind::client, "not connected yet: press Connect"},
      {session::Asked::Kind::serial, "not open yet: press Open"},
      {session::Asked::Kind::board, "not running yet: press Run"},
  };
  for (const auto& one : cases) {
    session::Asked asked;
    asked.kind = one.kind;
    FakeConversation conversation(asked);
    bar.show_conversation(&conversation);
    type("x");
    press(Qt::Key_Return);
    EXPECT_EQ(said(), one.words);
    EXPECT_EQ(box(), "x");
    bar.show_conversation(&server);
  }
}

TEST_F(SendBarTest, WhatIsNotTakenStays) {
  listen();
  server.takes = false;
  type("Hello");
  press(Qt::Key_Return);
  EXPECT_EQ(box(), "Hello");
  EXPECT_EQ(said(), "not sent: too much waits to be sent already; the text stays here");
  server.takes = true;
  press(Qt::Key_Return);
  EXPECT_EQ(sent(0), "Hello\n");
  EXPECT_EQ(box(), "");
}

TEST_F(SendBarTest, AConversationHasItsOwnText) {
  FakeConversation other(FakeConversation::server(9));
  type("for the first");
  choose("Line end", 3);
  bar.show_conversation(&other);
  EXPECT_EQ(box(), "");
  EXPECT_EQ(part<QComboBox>(bar, "Line end")->currentIndex(), 1);
  type("for the second");
  bar.show_conversation(&server);
  EXPECT_EQ(box(), "for the first");
  EXPECT_EQ(part<QComboBox>(bar, "Line end")->currentIndex(), 3);
  press(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(box(), "for the first");  // the other's text does not come back here
  bar.show_conversation(&other);
  EXPECT_EQ(box(), "for the second");
}

TEST_F(SendBarTest, WhatWasTypedBeforeGoesToTheFirstConversation) {
  SendBar fresh;
  auto* box_of_fresh = fresh.findChild<SendEdit*>();
  type_into(box_of_fresh, QStringLiteral("Hello"));
  press_key(box_of_fresh, Qt::Key_Return);
  EXPECT_EQ(fresh.findChild<Sentence*>()->words(),
            QStringLiteral("not listening yet: press Listen"));
  fresh.show_conversation(&server);
  EXPECT_EQ(box_of_fresh->typed(), QStringLiteral("Hello"));
}

TEST_F(SendBarTest, AConversationThatIsRemovedIsForgotten) {
  auto other = std::make_unique<FakeConversation>(FakeConversation::server(9));
  bar.show_conversation(other.get());
  type("x");
  other.reset();
  EXPECT_EQ(box(), "");
  bar.show_conversation(&server);
  press(Qt::Key_Return);
  EXPECT_EQ(said(), "not listening yet: press Listen");
}

TEST_F(SendBarTest, GrowsToSixLines) {
  const int one = edit->height();
  press(Qt::Key_Return, Qt::ShiftModifier);
  const int line = edit->height() - one;
  EXPECT_EQ(line, edit->fontMetrics().lineSpacing());
  for (int i = 0; i < 10; ++i)
    press(Qt::Key_Return, Qt::ShiftModifier);
  EXPECT_EQ(edit->height(), one + 5 * line);
  picture(bar, "send-six-lines");
}

TEST_F(SendBarTest, TabGoesThroughInOrder) {
  listen();
  QStringList names;
  QWidget* widget = edit;
  for (int i = 0; i < 7; ++i) {
    QString name = widget->accessibleName();
    if (name.isEmpty()) name = widget->property("text").toString();
    names.append(name);
    do {
      widget = widget->nextInFocusChain();
    } while (widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(&bar) ||
             widget->focusProxy() || widget == &bar);
  }
  EXPECT_EQ(names.join(QLatin1Char('|')).toStdString(),
            "Text to send|&Send|How the text is read|Line end|Send to|Repeat|Repeat every");
}

}  // namespace
}  // namespace parley::desk::widgets
