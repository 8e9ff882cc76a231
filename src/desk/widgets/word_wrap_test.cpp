#include "desk/widgets/word_wrap.h"

#include <QApplication>
#include <gtest/gtest.h>

namespace parley::desk::widgets {
namespace {

TEST(WordWrap, CutsBetweenWords) {
  const WordWrap wrap(QApplication::font());
  const QFontMetricsF metrics(QApplication::font());
  const QString text = QStringLiteral("may I connect? I count from 6510 (window 2144).");
  EXPECT_EQ(wrap.split(text, 10'000), QStringList(text));
  EXPECT_EQ(wrap.lines(QString(), 100), 1);
  for (const double width : {60.0, 100.0, 170.0, 300.0}) {
    const QStringList lines = wrap.split(text, width);
    EXPECT_EQ(lines.size(), wrap.lines(text, width));
    EXPECT_EQ(lines.join(QLatin1Char(' ')), text);
    for (const QString& line : lines)
      EXPECT_LE(metrics.horizontalAdvance(line), width + 2) << line.toStdString();
  }
}

TEST(WordWrap, CutsAWordThatIsTooLongAndBetweenChineseCharacters) {
  const WordWrap wrap(QApplication::font());
  const QString word(300, QLatin1Char('w'));
  EXPECT_EQ(wrap.split(word, 100).join(QString()), word);
  EXPECT_GT(wrap.lines(word, 100), 10);
  const QString chinese(40, QChar(0x6c49));
  EXPECT_GT(wrap.lines(chinese, 100), 3);
  EXPECT_EQ(wrap.split(chinese, 100).join(QString()), chinese);
  EXPECT_EQ(wrap.lines(QStringLiteral("narrow"), 0), 6) << "a character a line at least";
}

}  // namespace
}  // namespace parley::desk::widgets
