#include "desk/window/actions.h"

#include <QCoreApplication>
#include <QWidget>

namespace parley::desk::window {

namespace {

QString say(const char* text) {
  return QCoreApplication::translate("Actions", text);
}

QAction* make(QWidget* window, const QString& text, const QKeySequence& key = {},
              const QString& tip = {}) {
  auto* action = new QAction(text, window);
  action->setShortcut(key);
  if (!tip.isEmpty()) {
    action->setStatusTip(tip);
    action->setToolTip(tip);
  }
  return action;
}

QAction* choice(QActionGroup* group, const QString& text, const char* data) {
  QAction* action = group->addAction(text);
  action->setCheckable(true);
  action->setData(QString::fromLatin1(data));
  return action;
}

}  // namespace

Actions::Actions(QWidget* window) {
  make_file(window);
  make_conversation(window);
  make_view(window);
  make_choices(window);
}

void Actions::make_file(QWidget* window) {
  new_server = make(window, say(QT_TRANSLATE_NOOP("Actions", "New &server")), QKeySequence::New,
                    say(QT_TRANSLATE_NOOP("Actions", "Listen on a port; devices connect to it")));
  new_client = make(window, say(QT_TRANSLATE_NOOP("Actions", "New &client")),
                    Qt::CTRL | Qt::SHIFT | Qt::Key_N,
                    say(QT_TRANSLATE_NOOP("Actions", "Connect to a device or a server")));
  new_serial = make(window, say(QT_TRANSLATE_NOOP("Actions", "New serial &port")),
                    Qt::CTRL | Qt::SHIFT | Qt::Key_S,
                    say(QT_TRANSLATE_NOOP("Actions", "The shell of a real board, on USB")));
  new_board = make(window, say(QT_TRANSLATE_NOOP("Actions", "New &board")),
                   Qt::CTRL | Qt::SHIFT | Qt::Key_K,
                   say(QT_TRANSLATE_NOOP("Actions", "Run a sketch on an emulated board")));
  open_file = make(window, say(QT_TRANSLATE_NOOP("Actions", "&Open a recording or capture ...")),
                   QKeySequence::Open);
  recordings = make(window, say(QT_TRANSLATE_NOOP("Actions", "Folder of &recordings")),
                    Qt::CTRL | Qt::SHIFT | Qt::Key_O);
  quit = make(window, say(QT_TRANSLATE_NOOP("Actions", "&Quit")), Qt::CTRL | Qt::Key_Q);
  shortcuts = make(window, say(QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts")));
  shortcuts->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(Qt::CTRL | Qt::Key_Slash)});
  about = make(window, say(QT_TRANSLATE_NOOP("Actions", "&About Parley")));
}

void Actions::make_conversation(QWidget* window) {
  toggle = make(window, say(QT_TRANSLATE_NOOP("Actions", "&Start")), Qt::Key_F5);
  stop_all = make(window, say(QT_TRANSLATE_NOOP("Actions", "Stop a&ll")), Qt::SHIFT | Qt::Key_F5);
  copy_command = make(window, say(QT_TRANSLATE_NOOP("Actions", "&Copy as a command line")),
                      Qt::CTRL | Qt::SHIFT | Qt::Key_C,
                      say(QT_TRANSLATE_NOOP("Actions", "What does the same in a terminal")));
  rename = make(window, say(QT_TRANSLATE_NOOP("Actions", "Re&name")), Qt::Key_F2);
  remove =
      make(window, say(QT_TRANSLATE_NOOP("Actions", "&Remove from the list")), Qt::CTRL | Qt::Key_W,
           say(QT_TRANSLATE_NOOP("Actions", "Ends it; its recording stays on the disk")));
  next = make(window, say(QT_TRANSLATE_NOOP("Actions", "Ne&xt")), Qt::CTRL | Qt::Key_PageDown);
  previous =
      make(window, say(QT_TRANSLATE_NOOP("Actions", "&Previous")), Qt::CTRL | Qt::Key_PageUp);
}

void Actions::make_view(QWidget* window) {
  show_peers = make(window, say(QT_TRANSLATE_NOOP("Actions", "&Peers")), Qt::CTRL | Qt::Key_1);
  show_packets = make(window, say(QT_TRANSLATE_NOOP("Actions", "Pac&kets")), Qt::CTRL | Qt::Key_2);
  show_rules = make(window, say(QT_TRANSLATE_NOOP("Actions", "&Rules")), Qt::CTRL | Qt::Key_3);
  show_board = make(window, say(QT_TRANSLATE_NOOP("Actions", "&Board")), Qt::CTRL | Qt::Key_4);
  hide_side = make(window, say(QT_TRANSLATE_NOOP("Actions", "&Close the side panel")),
                   Qt::CTRL | Qt::Key_0);
  go_list = make(window, say(QT_TRANSLATE_NOOP("Actions", "Go to the l&ist")), Qt::ALT | Qt::Key_1);
  go_log = make(window, say(QT_TRANSLATE_NOOP("Actions", "Go to the lo&g")), Qt::ALT | Qt::Key_2);
  go_send =
      make(window, say(QT_TRANSLATE_NOOP("Actions", "Go to the send bo&x")), Qt::ALT | Qt::Key_3);
}

void Actions::make_choices(QWidget* window) {
  looks = new QActionGroup(window);
  choice(looks, say(QT_TRANSLATE_NOOP("Actions", "As the &system")), "system");
  choice(looks, say(QT_TRANSLATE_NOOP("Actions", "&Light")), "light");
  choice(looks, say(QT_TRANSLATE_NOOP("Actions", "&Dark")), "dark");
  languages = new QActionGroup(window);
  choice(languages, say(QT_TRANSLATE_NOOP("Actions", "As the &system")), "");
  // A language is found by those who cannot read the present one, so these are never translated.
  choice(languages, QStringLiteral("&English"), "en");
  choice(languages, QStringLiteral("&中文"), "zh_CN");
}

}  // namespace parley::desk::window
