// What tests of widgets share: finding parts by their accessible names, typing, and pictures for
// people to look at, in $PARLEY_PICTURES when that names a folder.
#pragma once

#include <QApplication>
#include <QPalette>
#include <QTest>
#include <QWidget>
#include <gtest/gtest.h>

namespace parley::desk::widgets {

/// A part by its accessible name or, for a button, by its text without mnemonic.
template <typename Part>
Part* part(const QWidget& whole, const char* name) {
  const QString wanted = QString::fromUtf8(name);
  for (Part* candidate : whole.findChildren<Part*>()) {
    QString text = candidate->property("text").toString();
    if (candidate->accessibleName() == wanted) return candidate;
    if (candidate->accessibleName().isEmpty() && text.remove(QLatin1Char('&')) == wanted) {
      return candidate;
    }
  }
  ADD_FAILURE() << "there is no " << name;
  return nullptr;
}

inline QPalette dark_palette() {
  QPalette dark;
  const QColor text(0xe6, 0xe6, 0xe6);
  dark.setColor(QPalette::Window, QColor(0x20, 0x22, 0x25));
  dark.setColor(QPalette::Base, QColor(0x17, 0x18, 0x1a));
  dark.setColor(QPalette::AlternateBase, QColor(0x1e, 0x20, 0x22));
  dark.setColor(QPalette::Button, QColor(0x2b, 0x2d, 0x31));
  dark.setColor(QPalette::ToolTipBase, QColor(0x2b, 0x2d, 0x31));
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                          QPalette::ToolTipText, QPalette::BrightText}) {
    dark.setColor(role, text);
    dark.setColor(QPalette::Disabled, role, QColor(0x80, 0x84, 0x88));
  }
  dark.setColor(QPalette::PlaceholderText, QColor(0x90, 0x94, 0x98));
  dark.setColor(QPalette::Highlight, QColor(0x2f, 0x6f, 0xd0));
  dark.setColor(QPalette::Link, QColor(0x6a, 0xa8, 0xff));
  return dark;
}

/// Saves how it looks, in the light and in the dark.
inline void picture(QWidget& widget, const char* name) {
  const QString folder = qEnvironmentVariable("PARLEY_PICTURES");
  if (folder.isEmpty()) return;
  const QPalette light = QApplication::palette();
  for (const bool dark : {false, true}) {
    QApplication::setPalette(dark ? dark_palette() : light);
    QTest::qWait(20);
    widget.grab().save(
        QStringLiteral("%1/%2-%3.png")
            .arg(folder, QString::fromUtf8(name), QString::fromUtf8(dark ? "dark" : "light")));
  }
  QApplication::setPalette(light);
}

}  // namespace parley::desk::widgets
