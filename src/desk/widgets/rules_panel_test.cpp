#include "desk/widgets/rules_panel.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>

#include "desk/widgets/fake_conversation.h"
#include "desk/widgets/rule_list.h"
#include "desk/widgets/sentence.h"
#include "desk/widgets/widget_fixture.h"

namespace parley::desk::widgets {
namespace {

using models::RuleTable;
using namespace std::chrono_literals;

class RulesPanelTest : public ::testing::Test {
 public:
  RulesPanelTest() {
    panel.show_conversation(&server);
    panel.resize(400, 620);
    panel.show();
    QApplication::setActiveWindow(&panel);
  }

  const talk::RuleSettings& rules() const { return server.asked_value.rules; }
  RuleTable& replies() { return panel.findChildren<RuleList*>()[0]->table(); }
  RuleTable& repeats() { return panel.findChildren<RuleList*>()[1]->table(); }
  void type(RuleTable& table, int row, int column, const char* words) {
    table.setData(table.index(row, column), QString::fromUtf8(words), Qt::EditRole);
  }
  void add(RuleTable& table, const char* when, const char* text) {
    const int row = table.add();
    type(table, row, RuleTable::when_column, when);
    type(table, row, RuleTable::text_column, text);
  }
  void greet(const char* text) {
    auto* edit = part<QLineEdit>(panel, "Greeting");
    edit->selectAll();
    type_into(edit, QString::fromUtf8(text));
  }
  bool says(const char* words) {
    for (const Sentence* sentence : panel.findChildren<Sentence*>()) {
      if (sentence->words() == QString::fromUtf8(words)) return true;
    }
    return false;
  }
  std::string state(RuleTable& table, int row) {
    return table.index(row, RuleTable::state_column).data().toString().toStdString();
  }

  FakeConversation server{FakeConversation::server()};
  RulesPanel panel;
  QTemporaryDir folder;
};

TEST_F(RulesPanelTest, EchoIsInForceAtOnce) {
  auto* echo = part<QCheckBox>(panel, "Echo: send back what comes");
  echo->click();
  EXPECT_TRUE(rules().echo);
  echo->click();
  EXPECT_FALSE(rules().echo);
  EXPECT_EQ(server.rules_set, 2);
}

TEST_F(RulesPanelTest, AGreetingIsInForceAfterItWasTyped) {
  greet("Hi {{PEER}}\\n");
  EXPECT_TRUE(part<QCheckBox>(panel, "Greet who connects:")->isChecked());
  EXPECT_TRUE(QTest::qWaitFor([&] { return rules().greet.has_value(); }));
  EXPECT_EQ(*rules().greet, "Hi {{PEER}}\\n");
  part<QCheckBox>(panel, "Greet who connects:")->click();
  EXPECT_FALSE(rules().greet);
  EXPECT_EQ(part<QLineEdit>(panel, "Greeting")->text(), QStringLiteral("Hi {{PEER}}\\n"));
}

TEST_F(RulesPanelTest, WhatIsWrongWithAGreetingIsSaidInPlace) {
  greet("Hi \\q");
  press_key(part<QLineEdit>(panel, "Greeting"), Qt::Key_Return);
  EXPECT_FALSE(rules().greet);
  EXPECT_TRUE(
      says("the backslash at position 4 is followed by \"q\"; n, r, t, another backslash or "
           "two hex digits may follow it"));
}

TEST_F(RulesPanelTest, AnswersAreInForceAndWrongOnesAreNot) {
  add(replies(), "^LED (\\w+)", "ok {{1}}\\n");
  add(replies(), "(", "x");
  ASSERT_EQ(rules().replies.size(), 1u);
  EXPECT_EQ(rules().replies[0].second, "ok {{1}}\\n");
  EXPECT_EQ(state(replies(), 0), "in force");
  EXPECT_EQ(state(replies(), 1), "\u26a0 missing ): (");
  add(repeats(), "2s", "tick {{COUNTER}}\\n");
  add(repeats(), "often", "x");
  add(repeats(), "", "");
  EXPECT_EQ(rules().every.size(), 1u);
  picture(panel, "rules");
  type(replies(), 1, RuleTable::when_column, "(a)");
  EXPECT_EQ(rules().replies.size(), 2u);
}

TEST_F(RulesPanelTest, TheTableIsWorkedWithKeysAndButtons) {
  part<QPushButton>(panel, "Answers: Add a rule")->click();
  auto* view = part<QTableView>(panel, "Answers");
  // An editor that was left is deleted by the event loop.
  const auto cell = [&] {
    QTest::qWait(1);
    return view->findChild<QLineEdit*>();
  };
  ASSERT_NE(cell(), nullptr);
  type_into(cell(), QStringLiteral("ping"));
  press_key(cell(), Qt::Key_Tab);
  ASSERT_NE(cell(), nullptr);
  type_into(cell(), QStringLiteral("pong"));
  press_key(cell(), Qt::Key_Return);
  QTest::qWait(1);
  ASSERT_EQ(rules().replies.size(), 1u);
  EXPECT_EQ(rules().replies[0], (std::pair<std::string, std::string>{"ping", "pong"}));

  add(replies(), "b", "c");
  view->setCurrentIndex(replies().index(1, 0));
  part<QPushButton>(panel, "Answers: Move the rule up: the first that matches answers")->click();
  EXPECT_EQ(rules().replies[0].first, "b");
  EXPECT_EQ(view->currentIndex().row(), 0);
  part<QPushButton>(panel, "Answers: Remove the chosen rule (Del)")->click();
  EXPECT_EQ(rules().replies.size(), 1u);
}

TEST_F(RulesPanelTest, AConversationHasItsOwnRules) {
  session::Asked asked = FakeConversation::server(9);
  asked.rules.echo = true;
  asked.rules.expect = "done";
  FakeConversation other(asked);
  replies().add();
  type(replies(), 0, RuleTable::when_column, "unfinished");
  greet("typed");  // and not yet in force
  panel.show_conversation(&other);
  EXPECT_EQ(rules().greet, "typed");
  EXPECT_FALSE(other.asked_value.rules.greet);
  EXPECT_TRUE(part<QCheckBox>(panel, "Echo: send back what comes")->isChecked());
  EXPECT_EQ(replies().rowCount(), 0);
  add(replies(), "a", "b");
  EXPECT_EQ(other.asked_value.rules.expect, "done");
  panel.show_conversation(&server);
  ASSERT_EQ(replies().rowCount(), 1);
  EXPECT_EQ(replies().rows()[0].when, QStringLiteral("unfinished"));
  EXPECT_EQ(part<QLineEdit>(panel, "Greeting")->text(), QStringLiteral("typed"));
  EXPECT_FALSE(part<QCheckBox>(panel, "Echo: send back what comes")->isChecked());
}

TEST_F(RulesPanelTest, ShowsRulesThatSomebodyElseSet) {
  server.asked_value.rules.replies = {{"a", "b"}};
  server.tell();
  EXPECT_EQ(replies().rowCount(), 1);
}

TEST_F(RulesPanelTest, GoesOutAndComesBackAsJson) {
  add(replies(), "a", "b");
  add(repeats(), "250ms", "c");
  part<QCheckBox>(panel, "Echo: send back what comes")->click();
  const talk::RuleSettings before = rules();
  const QString path = folder.filePath(QStringLiteral("rules.json"));
  panel.export_to(path);
  FakeConversation other(FakeConversation::server(9));
  panel.show_conversation(&other);
  panel.import_from(path);
  EXPECT_EQ(other.asked_value.rules, before);
  EXPECT_TRUE(says(("Imported: " + path.toStdString()).c_str()));

  QFile bad(folder.filePath(QStringLiteral("bad.json")));
  ASSERT_TRUE(bad.open(QIODevice::WriteOnly));
  bad.write("[");
  bad.close();
  panel.import_from(bad.fileName());
  EXPECT_EQ(other.asked_value.rules, before);
  panel.show_conversation(&server);
}

TEST_F(RulesPanelTest, CopiesTheCommandAndSaysIt) {
  part<QCheckBox>(panel, "Echo: send back what comes")->click();
  part<QPushButton>(panel, "Copy command line")->click();
  EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("parley listen --echo 8888"));
  EXPECT_TRUE(says("Copied: parley listen --echo 8888"));
}

TEST_F(RulesPanelTest, WithoutAConversationItSaysSo) {
  panel.show_conversation(nullptr);
  EXPECT_FALSE(part<QCheckBox>(panel, "Echo: send back what comes")->isEnabled());
  EXPECT_TRUE(says("Choose a conversation: what it says by itself is set here."));
  picture(panel, "rules-none");
  auto gone = std::make_unique<FakeConversation>(FakeConversation::server(9));
  panel.show_conversation(gone.get());
  greet("x");
  gone.reset();
  EXPECT_TRUE(says("Choose a conversation: what it says by itself is set here."));
}

}  // namespace
}  // namespace parley::desk::widgets
