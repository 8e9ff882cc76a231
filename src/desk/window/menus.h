// The menu bar, out of the window's actions.
//
// Thread rule: the window's thread.
#pragma once

#include "desk/widgets/log_actions.h"
#include "desk/window/actions.h"

class QMenuBar;
class QMenu;

namespace parley::desk::window {

/// Returns the menu of the log, which is another for each conversation: `fill_log_menu`.
QMenu* fill_menus(QMenuBar& bar, const Actions& actions);
void fill_log_menu(QMenu& menu, const widgets::LogActions& actions);

/// What the button "New" offers; the widget owns it.
QMenu* new_menu(const Actions& actions, QWidget* owner);

/// What a right click on the current conversation offers.
QList<QAction*> conversation_actions(const Actions& actions);

}  // namespace parley::desk::window
