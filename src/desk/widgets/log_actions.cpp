#include "desk/widgets/log_actions.h"

#include <QKeySequence>
#include <QWidget>

#include "desk/widgets/log_painter.h"

namespace parley::desk::widgets {

LogActions::LogActions(QWidget* parent) : QObject(parent) {
  find = add(tr("&Find…"), tr("Look for a row with a text"), QKeySequence::Find);
  find_next = add(tr("Find &next"), tr("The next row with it"), QKeySequence(Qt::Key_F3));
  find_previous =
      add(tr("Find &previous"), tr("The row before with it"), QKeySequence(Qt::SHIFT | Qt::Key_F3));
  filter = add(tr("F&ilter"), tr("Show only rows with a text"),
               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
  copy = add(tr("&Copy rows"), tr("The selected rows to the clipboard"), QKeySequence::Copy);
  select_all =
      add(tr("Select &all"), tr("All rows, also those not on screen"), QKeySequence::SelectAll);
  // A text field beside the log copies what is selected there.
  copy->setShortcutContext(Qt::WidgetShortcut);
  select_all->setShortcutContext(Qt::WidgetShortcut);
  export_rows = add(tr("&Export…"), tr("Write the rows to a file: CSV, JSON lines, text or bytes"),
                    QKeySequence(Qt::CTRL | Qt::Key_E));
  clear = add(tr("C&lear"), tr("Hide the rows there are. The recording keeps them."),
              QKeySequence(Qt::CTRL | Qt::Key_L));
  show_hidden = add(tr("&Show cleared rows"), tr("Show again what was cleared"));
  only_this_peer = add(tr("&Only this peer"), tr("Show only rows of the current row's peer"));
  follow = add(tr("F&ollow"), tr("Stay at the end while rows arrive. Scrolling up pauses it."),
               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_End));
  follow->setCheckable(true);
  follow->setChecked(true);
  details = add(tr("&Details"), tr("The current row whole, as text and as a hex dump (Enter)"),
                QKeySequence(Qt::CTRL | Qt::Key_D));
  details->setCheckable(true);
  const auto key = [](Qt::Key letter) { return QKeySequence(Qt::CTRL | Qt::SHIFT | letter); };
  const auto content_of = [](LogContent value) { return static_cast<int>(value); };
  const auto time_of = [](LogTime value) { return static_cast<int>(value); };
  content = new QActionGroup(this);
  add_choice(content, tr("&Text"), tr("Content as text"), content_of(LogContent::text),
             key(Qt::Key_T));
  add_choice(content, tr("He&x"), tr("Content in hexadecimal"), content_of(LogContent::hex),
             key(Qt::Key_H));
  add_choice(content, tr("&Both"), tr("Content as text and in hexadecimal"),
             content_of(LogContent::both), key(Qt::Key_M));
  time = new QActionGroup(this);
  add_choice(time, tr("Time of &day"), tr("Local time"), time_of(LogTime::absolute),
             key(Qt::Key_A));
  add_choice(time, tr("Since the &start"), tr("Time since the log's first row"),
             time_of(LogTime::relative), key(Qt::Key_R));
  add_choice(time, tr("Since the &row before"), tr("Time since the row above"),
             time_of(LogTime::delta), key(Qt::Key_P));
}

LogActions::~LogActions() = default;

QAction* LogActions::add(const QString& text, const QString& tip, const QKeySequence& key) {
  auto* action = new QAction(text, this);
  action->setShortcut(key);
  const QString keys = key.toString(QKeySequence::NativeText);
  action->setToolTip(keys.isEmpty() ? tip : tip + QStringLiteral(" (%1)").arg(keys));
  action->setStatusTip(tip);
  static_cast<QWidget*>(parent())->addAction(action);
  return action;
}

QAction* LogActions::add_choice(QActionGroup* group, const QString& text, const QString& tip,
                                int value, const QKeySequence& key) {
  QAction* action = add(text, tip, key);
  action->setCheckable(true);
  action->setData(value);
  action->setChecked(value == 0);
  group->addAction(action);
  return action;
}

QList<QAction*> LogActions::for_menu() const {
  QList<QAction*> actions{find, find_next, find_previous, filter, only_this_peer, nullptr};
  actions << copy << select_all << export_rows << nullptr;
  actions << content->actions() << nullptr << time->actions() << nullptr;
  actions << follow << details << nullptr << clear << show_hidden;
  return actions;
}

}  // namespace parley::desk::widgets
