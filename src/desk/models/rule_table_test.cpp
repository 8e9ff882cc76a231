#include "desk/models/rule_table.h"

#include <QSignalSpy>
#include <gtest/gtest.h>

namespace parley::desk::models {
namespace {

using namespace std::chrono_literals;

std::string shown(const RuleTable& table, int row, int column) {
  return table.index(row, column).data().toString().toStdString();
}

void type(RuleTable& table, int row, int column, const char* words) {
  table.setData(table.index(row, column), QString::fromUtf8(words), Qt::EditRole);
}

TEST(RuleTable, ShowsWhatIsInForce) {
  talk::RuleSettings settings;
  settings.replies = {{"^PING (.*)", "PONG {{1}}\\n"}, {"b", "c"}};
  RuleTable table(RuleTable::Kind::replies);
  table.read(settings);
  EXPECT_EQ(table.rowCount(), 2);
  EXPECT_EQ(shown(table, 0, RuleTable::when_column), "^PING (.*)");
  EXPECT_EQ(shown(table, 0, RuleTable::text_column), "PONG {{1}}\\n");
  EXPECT_EQ(shown(table, 0, RuleTable::state_column), "in force");
  talk::RuleSettings again;
  table.write(again);
  EXPECT_EQ(again, settings);
}

TEST(RuleTable, SaysBesideARuleWhatIsWrongAndLeavesItOut) {
  RuleTable table(RuleTable::Kind::replies);
  const QSignalSpy edited(&table, &RuleTable::edited);
  table.add();
  EXPECT_EQ(shown(table, 0, RuleTable::state_column), "no pattern yet");
  type(table, 0, RuleTable::when_column, "(");
  EXPECT_EQ(shown(table, 0, RuleTable::state_column), "no text yet");
  type(table, 0, RuleTable::text_column, "x");
  EXPECT_EQ(shown(table, 0, RuleTable::state_column), "\u26a0 missing ): (");
  type(table, 0, RuleTable::when_column, "(a)");
  type(table, 0, RuleTable::text_column, "{{2}}");
  EXPECT_EQ(shown(table, 0, RuleTable::state_column).rfind("\u26a0 there is no such macro", 0), 0u)
      << shown(table, 0, RuleTable::state_column);
  table.add();
  type(table, 1, RuleTable::when_column, "b");
  type(table, 1, RuleTable::text_column, "c");
  talk::RuleSettings settings;
  settings.replies = {{"old", "old"}};
  settings.echo = true;
  table.write(settings);
  ASSERT_EQ(settings.replies.size(), 1u);
  EXPECT_EQ(settings.replies[0].first, "b");
  EXPECT_TRUE(settings.echo);
  EXPECT_EQ(edited.size(), 8);
}

TEST(RuleTable, RepeatsHaveTimes) {
  talk::RuleSettings settings;
  settings.every = {{1500ms, "a"}, {2s, "b"}, {5min, "c"}, {2h, "d"}, {1500us, "e"}};
  RuleTable table(RuleTable::Kind::repeats);
  table.read(settings);
  EXPECT_EQ(shown(table, 0, RuleTable::when_column), "1500ms");
  EXPECT_EQ(shown(table, 1, RuleTable::when_column), "2s");
  EXPECT_EQ(shown(table, 2, RuleTable::when_column), "5m");
  EXPECT_EQ(shown(table, 3, RuleTable::when_column), "2h");
  EXPECT_EQ(shown(table, 4, RuleTable::when_column), "1.5ms");
  talk::RuleSettings again;
  table.write(again);
  EXPECT_EQ(again, settings);
  type(table, 0, RuleTable::when_column, "often");
  EXPECT_EQ(shown(table, 0, RuleTable::state_column),
            "\u26a0 a number and ms, s, m or h is wanted, such as 500ms or 1.5s");
  type(table, 0, RuleTable::when_column, "0s");
  EXPECT_EQ(shown(table, 0, RuleTable::state_column), "\u26a0 more than no time at all");
}

TEST(RuleTable, Moves) {
  RuleTable table(RuleTable::Kind::replies);
  table.set_rows({{QStringLiteral("a"), {}}, {QStringLiteral("b"), {}}, {QStringLiteral("c"), {}}});
  EXPECT_TRUE(table.move(0, 2));
  EXPECT_EQ(shown(table, 2, RuleTable::when_column), "a");
  EXPECT_TRUE(table.move(2, 1));
  EXPECT_EQ(shown(table, 1, RuleTable::when_column), "a");
  EXPECT_FALSE(table.move(0, -1));
  EXPECT_FALSE(table.move(2, 3));
  table.remove(1);
  EXPECT_EQ(table.rowCount(), 2);
}

TEST(RuleTable, OnlyRulesCanBeEdited) {
  RuleTable table(RuleTable::Kind::replies);
  table.add();
  EXPECT_TRUE(table.flags(table.index(0, RuleTable::when_column)) & Qt::ItemIsEditable);
  EXPECT_FALSE(table.flags(table.index(0, RuleTable::state_column)) & Qt::ItemIsEditable);
}

}  // namespace
}  // namespace parley::desk::models
