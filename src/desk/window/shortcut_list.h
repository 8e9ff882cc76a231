// Every key of the window, in one list.
//
// Thread rule: the window's thread.
#pragma once

#include "desk/widgets/log_actions.h"
#include "desk/window/actions.h"

class QWidget;

namespace parley::desk::window {

/// `log`: null where there is none.
void show_shortcuts(QWidget* window, const Actions& actions, const widgets::LogActions* log);

/// A heading, or what is done and its keys; for the list and for tests.
struct ShortcutRow {
  QString what;
  QString keys;  ///< empty: a heading
};
QList<ShortcutRow> shortcut_rows(const Actions& actions, const widgets::LogActions* log);

}  // namespace parley::desk::window
