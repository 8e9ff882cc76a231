#include "desk/widgets/look.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStringList>
#include <algorithm>
#include <cmath>

#include "desk/widgets/desk_style.h"

namespace parley::desk::widgets {

namespace {

Look make_light() {
  Look light;
  light.accent = QColor(0x0b, 0x72, 0x6a);
  light.on_accent = Qt::white;
  light.received = QColor(0x15, 0x57, 0xa8);
  light.sent = QColor(0x7c, 0x3a, 0x9c);
  light.wrong = QColor(0xb3, 0x26, 0x1e);
  light.noted = QColor(0x7a, 0x56, 0x00);
  light.connected = QColor(0x1b, 0x72, 0x37);
  light.dim = QColor(0x5d, 0x65, 0x70);
  light.base = Qt::white;
  light.row_alternate = QColor(0xf5, 0xf7, 0xf9);
  light.line = QColor(0xd3, 0xd9, 0xdf);
  light.wrong_wash = QColor(0xfd, 0xec, 0xea);
  light.noted_wash = QColor(0xfd, 0xf4, 0xdc);
  return light;
}

Look make_dark() {
  Look dark;
  dark.dark = true;
  dark.accent = QColor(0x35, 0xc4, 0xb2);
  dark.on_accent = QColor(0x06, 0x25, 0x22);
  dark.received = QColor(0x7c, 0xb7, 0xff);
  dark.sent = QColor(0xd5, 0xa6, 0xf3);
  dark.wrong = QColor(0xff, 0x8f, 0x85);
  dark.noted = QColor(0xe5, 0xbd, 0x55);
  dark.connected = QColor(0x72, 0xd1, 0x8e);
  dark.dim = QColor(0x9d, 0xa6, 0xb1);
  dark.base = QColor(0x17, 0x1a, 0x1e);
  dark.row_alternate = QColor(0x1d, 0x21, 0x26);
  dark.line = QColor(0x3a, 0x41, 0x49);
  dark.wrong_wash = QColor(0x3d, 0x20, 0x1f);
  dark.noted_wash = QColor(0x37, 0x2e, 0x14);
  return dark;
}

QPalette palette_of(const Look& look) {
  const QColor window = look.dark ? QColor(0x22, 0x26, 0x2b) : QColor(0xee, 0xf1, 0xf4);
  const QColor text = look.dark ? QColor(0xe6, 0xe9, 0xec) : QColor(0x1c, 0x21, 0x27);
  const QColor button = look.dark ? QColor(0x2d, 0x32, 0x39) : QColor(0xfb, 0xfc, 0xfd);
  const QColor off = look.dark ? QColor(0x74, 0x7c, 0x86) : QColor(0x98, 0xa0, 0xaa);
  QPalette palette(text, button, look.line.lighter(), look.line.darker(), look.line, text,
                   look.on_accent, look.base, window);
  palette.setColor(QPalette::AlternateBase, look.row_alternate);
  palette.setColor(QPalette::Highlight, look.accent);
  palette.setColor(QPalette::HighlightedText, look.on_accent);
  palette.setColor(QPalette::Link, look.accent);
  palette.setColor(QPalette::PlaceholderText, look.dim);
  palette.setColor(QPalette::ToolTipBase, look.dark ? button : text);
  palette.setColor(QPalette::ToolTipText, look.dark ? text : look.base);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, off);
  palette.setColor(QPalette::Disabled, QPalette::Highlight, look.line);
  palette.setColor(QPalette::Disabled, QPalette::HighlightedText, off);
  return palette;
}

bool current_dark = false;

double linear(double part) {
  return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour) {
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
         0.0722 * linear(colour.blueF());
}

}  // namespace

LookChoice look_choice(const QString& name) {
  if (name == QLatin1String("light")) return LookChoice::light;
  if (name == QLatin1String("dark")) return LookChoice::dark;
  return LookChoice::system;
}

QString look_name(LookChoice choice) {
  switch (choice) {
    case LookChoice::light: return QStringLiteral("light");
    case LookChoice::dark: return QStringLiteral("dark");
    case LookChoice::system: break;
  }
  return QStringLiteral("system");
}

const Look& look_of(bool dark) {
  static const Look light_look = make_light();
  static const Look dark_look = make_dark();
  return dark ? dark_look : light_look;
}

const Look& look() {
  return look_of(current_dark);
}

void apply_look(bool dark) {
  current_dark = dark;
  if (qobject_cast<DeskStyle*>(QApplication::style()) == nullptr)
    QApplication::setStyle(new DeskStyle);  // the application owns it
  QApplication::setPalette(palette_of(look()));
}

bool system_is_dark(const QPalette& given, const QString& gtk_theme) {
  const QString theme = gtk_theme.toLower();
  if (theme.endsWith(QLatin1String(":dark")) || theme.endsWith(QLatin1String("-dark"))) return true;
  return given.color(QPalette::Window).lightness() < given.color(QPalette::WindowText).lightness();
}

QFont content_font() {
  QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
  const QStringList wanted{QStringLiteral("JetBrains Mono"),
                           QStringLiteral("Cascadia Mono"),
                           QStringLiteral("DejaVu Sans Mono"),
                           QStringLiteral("Noto Sans Mono"),
                           font.family(),
                           QStringLiteral("Noto Sans Mono CJK SC"),
                           QStringLiteral("Noto Sans CJK SC"),
                           QStringLiteral("Noto Color Emoji")};
  font.setFamilies(wanted);
  font.setStyleHint(QFont::Monospace);
  font.setFixedPitch(true);
  return font;
}

double contrast(const QColor& a, const QColor& b) {
  const double first = luminance(a) + 0.05;
  const double second = luminance(b) + 0.05;
  return std::max(first, second) / std::min(first, second);
}

}  // namespace parley::desk::widgets
