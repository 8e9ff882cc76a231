#include "desk/window/shortcut_list.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QStringList>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "desk/widgets/message_bar.h"

namespace parley::desk::window {

namespace {

QString say(const char* text) {
  return QCoreApplication::translate("Shortcuts", text);
}

QString without_mnemonic(QString text) {
  // A mnemonic of Chinese text stands in brackets behind it: "(&N)".
  static const QRegularExpression bracketed(QStringLiteral("\\(&.\\)"));
  text.remove(bracketed);
  text.remove(QLatin1Char('&'));
  return text.remove(QStringLiteral(" ...")).remove(QStringLiteral("…")).trimmed();
}

void add_actions(QList<ShortcutRow>& rows, const QString& heading, const QList<QAction*>& actions) {
  rows.push_back({heading, {}});
  for (const QAction* action : actions) {
    if (action == nullptr || action->shortcut().isEmpty()) continue;
    QStringList keys;
    for (const QKeySequence& key : action->shortcuts())
      keys += key.toString(QKeySequence::NativeText);
    rows.push_back({without_mnemonic(action->text()), keys.join(QStringLiteral(", "))});
  }
}

void add_sending(QList<ShortcutRow>& rows) {
  rows.push_back({say(QT_TRANSLATE_NOOP("Shortcuts", "Sending")), {}});
  const auto add = [&](const char* what, const QString& keys) {
    rows.push_back({say(what), keys});
  };
  add(QT_TRANSLATE_NOOP("Shortcuts", "Send"), QStringLiteral("Enter"));
  add(QT_TRANSLATE_NOOP("Shortcuts", "Break the line"), QStringLiteral("Shift+Enter"));
  add(QT_TRANSLATE_NOOP("Shortcuts", "What was sent before"), QStringLiteral("Up, Down"));
  add(QT_TRANSLATE_NOOP("Shortcuts", "What was being typed"), QStringLiteral("Esc"));
  add(QT_TRANSLATE_NOOP("Shortcuts", "Saved messages"),
      QStringLiteral("%1 ...").arg(widgets::message_key(0).toString(QKeySequence::NativeText)));
}

void add_log(QList<ShortcutRow>& rows, const widgets::LogActions* log) {
  if (log != nullptr)
    add_actions(rows, say(QT_TRANSLATE_NOOP("Shortcuts", "Log")), log->for_menu());
  else
    rows.push_back({say(QT_TRANSLATE_NOOP("Shortcuts", "Log")), {}});
  const auto add = [&](const char* what, const QString& keys) {
    rows.push_back({say(what), keys});
  };
  add(QT_TRANSLATE_NOOP("Shortcuts", "Row by row, screen by screen"),
      QStringLiteral("Up, Down, PgUp, PgDn"));
  add(QT_TRANSLATE_NOOP("Shortcuts", "First and last row"), QStringLiteral("Home, End"));
}

}  // namespace

QList<ShortcutRow> shortcut_rows(const Actions& actions, const widgets::LogActions* log) {
  QList<ShortcutRow> rows;
  add_actions(rows, QStringLiteral("Parley"),
              {actions.new_server, actions.new_client, actions.new_serial, actions.new_board,
               actions.open_file, actions.recordings, actions.quit, actions.shortcuts});
  add_actions(rows, say(QT_TRANSLATE_NOOP("Shortcuts", "Conversation")),
              {actions.toggle, actions.stop_all, actions.copy_command, actions.rename,
               actions.remove, actions.next, actions.previous});
  add_actions(rows, say(QT_TRANSLATE_NOOP("Shortcuts", "View")),
              {actions.show_peers, actions.show_packets, actions.show_rules, actions.show_board,
               actions.hide_side, actions.go_list, actions.go_log, actions.go_send});
  add_sending(rows);
  add_log(rows, log);
  return rows;
}

void show_shortcuts(QWidget* window, const Actions& actions, const widgets::LogActions* log) {
  auto* dialog = new QDialog(window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(without_mnemonic(actions.shortcuts->text()));
  auto* tree = new QTreeWidget(dialog);
  tree->setColumnCount(2);
  tree->setHeaderHidden(true);
  tree->setRootIsDecorated(false);
  tree->setIndentation(12);
  tree->setSelectionMode(QAbstractItemView::NoSelection);
  tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
  tree->setAccessibleName(dialog->windowTitle());
  QTreeWidgetItem* group = nullptr;
  for (const ShortcutRow& row : shortcut_rows(actions, log)) {
    if (row.keys.isEmpty()) {
      group = new QTreeWidgetItem(tree, {row.what});
      QFont bold = tree->font();
      bold.setBold(true);
      group->setFont(0, bold);
      group->setExpanded(true);
    } else {
      new QTreeWidgetItem(group, {row.what, row.keys});
    }
  }
  tree->expandAll();
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
  QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
  auto* column = new QVBoxLayout(dialog);
  column->addWidget(tree);
  column->addWidget(buttons);
  dialog->resize(520, 620);
  dialog->show();
}

}  // namespace parley::desk::window
