// What the window's actions do.
#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QGuiApplication>
#include <QUrl>

#include "desk/window/about.h"
#include "desk/window/main_window.h"
#include "desk/window/shortcut_list.h"

namespace parley::desk::window {

using models::Conversation;

void MainWindow::connect_file_actions() {
  using Kind = session::Asked::Kind;
  for (const auto& [action, kind] :
       {std::pair{actions_.new_server, Kind::server}, std::pair{actions_.new_client, Kind::client},
        std::pair{actions_.new_serial, Kind::serial}, std::pair{actions_.new_board, Kind::board}})
    connect(action, &QAction::triggered, this, [this, kind = kind] { begin_new(kind); });
  connect(actions_.open_file, &QAction::triggered, this, &MainWindow::ask_for_file);
  connect(actions_.recordings, &QAction::triggered, this, &MainWindow::recordings_wanted);
  connect(actions_.quit, &QAction::triggered, this, &QWidget::close);
  connect(actions_.shortcuts, &QAction::triggered, this, [this] {
    ConversationView* view = middle_->view();
    show_shortcuts(this, actions_, view == nullptr ? nullptr : &view->log().actions());
  });
  connect(actions_.about, &QAction::triggered, this, [this] { show_about(this); });
}

void MainWindow::connect_conversation_actions() {
  connect(actions_.toggle, &QAction::triggered, this, [this] { middle_->form().press(); });
  connect(actions_.stop_all, &QAction::triggered, this, [this] {
    for (Conversation* each : model_.conversations())
      each->stop();
  });
  connect(actions_.copy_command, &QAction::triggered, this, [this] {
    if (current() == nullptr) return;
    const QString command = QString::fromStdString(session::command_line(current()->asked()));
    QGuiApplication::clipboard()->setText(command);
    say(tr("Copied: %1").arg(command));
  });
  connect(actions_.rename, &QAction::triggered, list_, &widgets::ConversationList::edit_name);
  connect(actions_.remove, &QAction::triggered, this, &MainWindow::remove_current);
  connect(actions_.next, &QAction::triggered, this, [this] { list_->step(1); });
  connect(actions_.previous, &QAction::triggered, this, [this] { list_->step(-1); });
}

void MainWindow::connect_view_actions() {
  for (const auto& [action, tab] : {std::pair{actions_.show_peers, SideTab::peers},
                                    std::pair{actions_.show_packets, SideTab::packets},
                                    std::pair{actions_.show_rules, SideTab::rules},
                                    std::pair{actions_.show_board, SideTab::board}})
    connect(action, &QAction::triggered, this, [this, tab = tab] { toggle_side(tab); });
  connect(actions_.hide_side, &QAction::triggered, side_, &SidePanel::close);
  connect(actions_.go_list, &QAction::triggered, list_, &widgets::ConversationList::focus);
  connect(actions_.go_log, &QAction::triggered, this, [this] {
    if (ConversationView* view = middle_->view()) view->log().view().setFocus();
  });
  connect(actions_.go_send, &QAction::triggered, this,
          [this] { middle_->compose().send_bar().focus_box(); });
}

void MainWindow::connect_choices() {
  connect(actions_.looks, &QActionGroup::triggered, this, [this](const QAction* action) {
    arrangement_.look = action->data().toString();
    Q_EMIT look_chosen(arrangement_.look);
    Q_EMIT workspace_changed();
  });
  connect(actions_.languages, &QActionGroup::triggered, this, [this](const QAction* action) {
    arrangement_.language = action->data().toString();
    // In both languages: one of them is not the reader's.
    say(QStringLiteral("Parley speaks it when it starts next. · 下次启动时生效。"));
    Q_EMIT workspace_changed();
  });
}

void MainWindow::begin_new(session::Asked::Kind kind) {
  list_->set_current(nullptr);
  middle_->form().show_kind(kind);
}

void MainWindow::toggle_side(SideTab tab) {
  if (side_->shown() == tab)
    side_->close();
  else if (!side_->open(tab))
    say(tr("This conversation has no such panel."));
}

void MainWindow::remove_current() {
  Conversation* removed = current();
  if (removed == nullptr) return;
  list_->set_current(model_.neighbour(removed));
  const std::unique_ptr<Conversation> dying = model_.take(removed);
  middle_->forget(removed);
}

void MainWindow::ask_for_file() {
  const QString filter = tr("Recordings and captures (*.pcapng *.pcap *.cap);;All files (*)");
  auto* dialog = new QFileDialog(this, tr("Open a recording or a capture"), last_folder_, filter);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFiles);
  connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
    for (const QString& file : files)
      open_file(file);
  });
  dialog->open();
}

}  // namespace parley::desk::window
