// Everything that can be done in the window, each with its key: the menus, the list's right click
// and the list of shortcuts are made of these, so that none of them forgets one.
//
// Owner: the main window, whose children they are. Thread rule: the window's thread.
#pragma once

#include <QAction>
#include <QActionGroup>
#include <QKeySequence>
#include <QList>
#include <QString>

namespace parley::desk::window {

struct Actions {
  explicit Actions(QWidget* window);

  // Parley
  QAction* new_server;
  QAction* new_client;
  QAction* new_serial;
  QAction* new_board;
  QAction* open_file;
  QAction* recordings;  ///< the folder of recordings
  QAction* quit;

  // Conversation
  QAction* toggle;  ///< start or stop
  QAction* stop_all;
  QAction* copy_command;
  QAction* rename;
  QAction* remove;
  QAction* next;
  QAction* previous;

  // View
  QAction* show_peers;
  QAction* show_packets;
  QAction* show_rules;
  QAction* show_board;
  QAction* hide_side;
  QActionGroup* looks;      ///< data(): "system", "light", "dark"
  QActionGroup* languages;  ///< data(): "", "en", "zh_CN"
  QAction* go_list;
  QAction* go_log;
  QAction* go_send;

  // Help
  QAction* shortcuts;
  QAction* about;

 private:
  void make_file(QWidget* window);
  void make_conversation(QWidget* window);
  void make_view(QWidget* window);
  void make_choices(QWidget* window);
};

}  // namespace parley::desk::window
