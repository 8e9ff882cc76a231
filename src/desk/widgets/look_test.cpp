#include "desk/widgets/look.h"

#include <QApplication>
#include <gtest/gtest.h>

using namespace parley::desk::widgets;

TEST(Look, EveryColourOfTextCanBeReadOnEveryGround) {
  for (const bool dark : {false, true}) {
    const Look& look = look_of(dark);
    for (const QColor& ground : {look.base, look.row_alternate}) {
      for (const QColor& text : {look.accent, look.received, look.sent, look.wrong, look.noted,
                                 look.connected, look.dim})
        EXPECT_GE(contrast(text, ground), 4.5)
            << text.name().toStdString() << " on " << ground.name().toStdString();
    }
    EXPECT_GE(contrast(look.on_accent, look.accent), 4.5);
    EXPECT_GE(contrast(look.wrong, look.wrong_wash), 4.5);
    EXPECT_GE(contrast(look.noted, look.noted_wash), 4.5);
  }
}

TEST(Look, GivesTheApplicationColoursThatCanBeRead) {
  for (const bool dark : {false, true}) {
    apply_look(dark);
    const QPalette palette = QApplication::palette();
    EXPECT_EQ(look().dark, dark);
    for (const auto& [text, ground] :
         {std::pair{QPalette::WindowText, QPalette::Window},
          std::pair{QPalette::Text, QPalette::Base}, std::pair{QPalette::Text, QPalette::Window},
          std::pair{QPalette::ButtonText, QPalette::Button},
          std::pair{QPalette::PlaceholderText, QPalette::Base},
          std::pair{QPalette::PlaceholderText, QPalette::Window},
          std::pair{QPalette::HighlightedText, QPalette::Highlight},
          std::pair{QPalette::ToolTipText, QPalette::ToolTipBase}})
      EXPECT_GE(contrast(palette.color(text), palette.color(ground)), 4.5) << text << " " << ground;
    for (const QColor& ground : {look().wrong_wash, look().noted_wash})
      EXPECT_GE(contrast(palette.color(QPalette::Text), ground), 4.5);
  }
  apply_look(false);
}

TEST(Look, KnowsADarkSystem) {
  const QPalette light(Qt::black, Qt::white, Qt::white, Qt::black, Qt::gray, Qt::black, Qt::white);
  QPalette dark = light;
  dark.setColor(QPalette::Window, Qt::black);
  dark.setColor(QPalette::WindowText, Qt::white);
  QPalette bright = light;
  bright.setColor(QPalette::Window, Qt::white);
  EXPECT_TRUE(system_is_dark(dark, {}));
  EXPECT_FALSE(system_is_dark(bright, {}));
  EXPECT_TRUE(system_is_dark(bright, QStringLiteral("Adwaita:dark")));
  EXPECT_TRUE(system_is_dark(bright, QStringLiteral("Yaru-dark")));
  EXPECT_FALSE(system_is_dark(bright, QStringLiteral("Adwaita")));
}

TEST(Look, KeepsAChoiceByItsName) {
  for (const LookChoice choice : {LookChoice::system, LookChoice::light, LookChoice::dark})
    EXPECT_EQ(look_choice(look_name(choice)), choice);
  EXPECT_EQ(look_choice(QStringLiteral("pink")), LookChoice::system);
}
