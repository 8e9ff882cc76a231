#include "desk/models/send_history.h"

#include <gtest/gtest.h>

namespace parley::desk::models {
namespace {

InputLine line(const char* text, InputMode mode = InputMode::text) {
  return {QString::fromUtf8(text), mode};
}

TEST(SendHistory, CallsBackAndForth) {
  SendHistory history;
  EXPECT_EQ(history.older(line("")), std::nullopt);
  EXPECT_EQ(history.sent(line("one")), line(""));
  history.sent(line("two"));
  EXPECT_EQ(history.older(line("dra")), line("two"));
  EXPECT_EQ(history.older(line("two")), line("one"));
  EXPECT_EQ(history.older(line("one")), std::nullopt);
  EXPECT_EQ(history.newer(line("one")), line("two"));
  EXPECT_EQ(history.newer(line("two")), line("dra"));
  EXPECT_EQ(history.newer(line("dra")), std::nullopt);
}

TEST(SendHistory, TheDraftComesBack) {
  SendHistory history;
  history.sent(line("one"));
  EXPECT_EQ(history.draft(), std::nullopt);
  history.older(line("draft", InputMode::notation));
  EXPECT_EQ(history.draft(), line("draft", InputMode::notation));
  EXPECT_EQ(history.draft(), std::nullopt);
}

TEST(SendHistory, ADraftBehindWhatWasSentComesBackAfterIt) {
  SendHistory history;
  history.sent(line("48 65", InputMode::hex));
  EXPECT_EQ(history.older(line("draft")), line("48 65", InputMode::hex));
  EXPECT_EQ(history.sent(line("48 65", InputMode::hex)), line("draft"));
  EXPECT_EQ(history.size(), 1u);  // the same once more is one step
}

TEST(SendHistory, AChangeOfAnOldLineIsKeptUntilSomethingIsSent) {
  SendHistory history;
  history.sent(line("one"));
  history.sent(line("two"));
  history.older(line(""));
  EXPECT_EQ(history.older(line("two, changed")), line("one"));
  EXPECT_EQ(history.newer(line("one")), line("two, changed"));
  history.sent(line("two, changed"));
  EXPECT_EQ(history.older(line("")), line("two, changed"));
  EXPECT_EQ(history.older(line("two, changed")), line("two"));
}

TEST(SendHistory, KeepsTwoHundred) {
  SendHistory history;
  for (int i = 0; i < 250; ++i)
    history.sent({QString::number(i), InputMode::text});
  EXPECT_EQ(history.size(), SendHistory::lines_max);
  InputLine shown = line("");
  while (const auto older = history.older(shown))
    shown = *older;
  EXPECT_EQ(shown, line("50"));
}

TEST(SendHistory, IsBoundedInCharactersToo) {
  SendHistory history;
  const QString large(SendHistory::characters_max / 2, QLatin1Char('a'));
  history.sent({large + QLatin1Char('1'), InputMode::text});
  history.sent({large + QLatin1Char('2'), InputMode::text});
  EXPECT_EQ(history.size(), 1u);
  history.sent({large + large + large, InputMode::text});
  EXPECT_EQ(history.size(), 1u);  // the newest stays
}

TEST(SendHistory, AnEmptyLineIsNoStep) {
  SendHistory history;
  history.sent(line("one"));
  history.sent(line(""));
  EXPECT_EQ(history.older(line("")), line("one"));
}

}  // namespace
}  // namespace parley::desk::models
