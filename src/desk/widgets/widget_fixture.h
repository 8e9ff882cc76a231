// What tests of widgets share: finding parts by their accessible names, typing, and pictures for
// people to look at, in $PARLEY_PICTURES when that names a folder.
#pragma once

#include <QApplication>
#include <QTest>
#include <QWidget>
#include <gtest/gtest.h>

#include "desk/widgets/look.h"

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

#ifdef __clang_analyzer__
// It takes a QPointer in QTest's functions for used after it was freed: they are not shown to it.
void press_key(QWidget* widget, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
void type_into(QWidget* widget, const QString& text);
#else
inline void press_key(QWidget* widget, Qt::Key key,
                      Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
  QTest::keyClick(widget, key, modifiers);
}
inline void type_into(QWidget* widget, const QString& text) {
  QTest::keyClicks(widget, text);
}
#endif

/// Saves how it looks, in the light and in the dark.
inline void picture(QWidget& widget, const char* name) {
  const QString folder = qEnvironmentVariable("PARLEY_PICTURES");
  if (folder.isEmpty()) return;
  for (const bool dark : {true, false}) {
    apply_look(dark);
    QTest::qWait(20);
    widget.grab().save(
        QStringLiteral("%1/%2-%3.png")
            .arg(folder, QString::fromUtf8(name), QString::fromUtf8(dark ? "dark" : "light")));
  }
}

}  // namespace parley::desk::widgets
