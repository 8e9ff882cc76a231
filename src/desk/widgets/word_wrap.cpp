#include "desk/widgets/word_wrap.h"

namespace parley::desk::widgets {

namespace {

/// What a peer can make us remember.
constexpr qsizetype others_max = 20'000;

/// Chinese and Japanese have no blanks between words.
bool may_break_before(QChar character) {
  const char16_t code = character.unicode();
  return (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) ||
         (code >= 0xac00 && code <= 0xd7a3);
}

}  // namespace

WordWrap::WordWrap(const QFont& font) : metrics_(font) {
  for (std::size_t code = 0; code < ascii_.size(); ++code)
    ascii_[code] = metrics_.horizontalAdvance(QChar(static_cast<char16_t>(code)));
}

double WordWrap::advance(QChar character) const {
  const char16_t code = character.unicode();
  if (code < ascii_.size()) return ascii_[code];
  if (character.isLowSurrogate()) return 0;
  if (character.isHighSurrogate()) return 2 * ascii_['m'];
  const auto known = others_.constFind(code);
  if (known != others_.constEnd()) return *known;
  if (others_.size() >= others_max) others_.clear();
  return others_[code] = metrics_.horizontalAdvance(character);
}

template <typename Line>
int WordWrap::walk(const QString& text, double width, Line line) const {
  int count = 0;
  qsizetype begin = 0;
  qsizetype gap = -1;  // where this line may end: at a blank, or before a character
  double used = 0;
  double used_at_gap = 0;  // up to and with the blank
  for (qsizetype i = 0; i < text.size(); ++i) {
    const QChar character = text.at(i);
    const double wide = advance(character);
    const bool blank = character == QLatin1Char(' ');
    if (!blank && may_break_before(character) && i > begin) {
      gap = i;
      used_at_gap = used;
    }
    if (!blank && i > begin && used + wide > width) {
      const qsizetype end = gap > begin ? gap : i;
      line(begin, end);
      ++count;
      used = gap > begin ? used - used_at_gap : 0;
      begin = end;
      gap = -1;
    }
    used += wide;
    if (blank) {
      gap = i + 1;
      used_at_gap = used;
    }
  }
  line(begin, text.size());
  return count + 1;
}

int WordWrap::lines(const QString& text, double width) const {
  return walk(text, width, [](qsizetype, qsizetype) {});
}

QStringList WordWrap::split(const QString& text, double width) const {
  QStringList lines;
  walk(text, width,
       [&](qsizetype begin, qsizetype end) { lines += text.mid(begin, end - begin).trimmed(); });
  return lines;
}

}  // namespace parley::desk::widgets
