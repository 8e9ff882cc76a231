#include "desk/window/menus.h"

#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

namespace parley::desk::window {

namespace {

QString say(const char* text) {
  return QCoreApplication::translate("Menus", text);
}

void add_new(QMenu* menu, const Actions& actions) {
  menu->addActions({actions.new_server, actions.new_client, actions.new_serial, actions.new_board});
  menu->addSeparator();
  menu->addAction(actions.open_file);
}

void fill_view(QMenu* menu, const Actions& actions) {
  menu->addActions(
      {actions.show_peers, actions.show_packets, actions.show_rules, actions.show_board});
  menu->addAction(actions.hide_side);
  menu->addSeparator();
  menu->addActions({actions.go_list, actions.go_log, actions.go_send});
  menu->addSeparator();
  menu->addMenu(say(QT_TRANSLATE_NOOP("Menus", "&Look")))->addActions(actions.looks->actions());
  menu->addMenu(say(QT_TRANSLATE_NOOP("Menus", "Lan&guage")))
      ->addActions(actions.languages->actions());
}

}  // namespace

QMenu* fill_menus(QMenuBar& bar, const Actions& actions) {
  QMenu* parley = bar.addMenu(say(QT_TRANSLATE_NOOP("Menus", "&Parley")));
  add_new(parley, actions);
  parley->addAction(actions.recordings);
  parley->addSeparator();
  parley->addAction(actions.quit);

  QMenu* conversation = bar.addMenu(say(QT_TRANSLATE_NOOP("Menus", "&Conversation")));
  conversation->addActions(conversation_actions(actions));
  conversation->addSeparator();
  conversation->addActions({actions.next, actions.previous, actions.stop_all});

  QMenu* log = bar.addMenu(say(QT_TRANSLATE_NOOP("Menus", "&Log")));
  fill_view(bar.addMenu(say(QT_TRANSLATE_NOOP("Menus", "&View"))), actions);

  QMenu* help = bar.addMenu(say(QT_TRANSLATE_NOOP("Menus", "&Help")));
  help->addActions({actions.shortcuts, actions.about});
  return log;
}

void fill_log_menu(QMenu& menu, const widgets::LogActions& actions) {
  for (QAction* action : actions.for_menu()) {
    if (action == nullptr)
      menu.addSeparator();
    else
      menu.addAction(action);
  }
}

QMenu* new_menu(const Actions& actions, QWidget* owner) {
  auto* menu = new QMenu(owner);
  add_new(menu, actions);
  return menu;
}

QList<QAction*> conversation_actions(const Actions& actions) {
  return {actions.toggle, actions.copy_command, actions.rename, actions.remove};
}

}  // namespace parley::desk::window
