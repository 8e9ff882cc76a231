#include "desk/window/main_window.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenuBar>
#include <QSplitter>
#include <QVBoxLayout>

#include "desk/widgets/conversation_list.h"
#include "desk/window/menus.h"
#include "desk/window/middle.h"

namespace parley::desk::window {

using models::Conversation;

MainWindow::MainWindow(Makers makers, QWidget* parent)
    : QMainWindow(parent),
      makers_(std::move(makers)),
      actions_(this),
      columns_(new QSplitter(this)),
      list_(new widgets::ConversationList(model_, columns_)),
      middle_(new Middle(columns_)) {
  lay_out();
  fill_menus(*menuBar(), actions_);
  list_->set_new_menu(new_menu(actions_, list_));
  list_->set_row_actions(conversation_actions(actions_));
  connect_file_actions();
  connect_conversation_actions();
  connect_view_actions();
  connect(list_, &widgets::ConversationList::current_changed, this, &MainWindow::show_conversation);
  show_conversation(nullptr);
}

MainWindow::~MainWindow() = default;

void MainWindow::lay_out() {
  columns_->addWidget(list_);
  columns_->addWidget(middle_);
  columns_->setStretchFactor(1, 1);
  columns_->setChildrenCollapsible(false);
  columns_->setSizes({220, 860});
  setCentralWidget(columns_);
  resize(1180, 760);
}

void MainWindow::connect_file_actions() {
  using Kind = session::Asked::Kind;
  for (const auto& [action, kind] :
       {std::pair{actions_.new_server, Kind::server}, std::pair{actions_.new_client, Kind::client},
        std::pair{actions_.new_serial, Kind::serial}, std::pair{actions_.new_board, Kind::board}})
    connect(action, &QAction::triggered, this, [this, kind = kind] {
      session::Asked asked;
      asked.kind = kind;
      open(std::move(asked));
    });
  connect(actions_.quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::connect_conversation_actions() {
  connect(actions_.toggle, &QAction::triggered, this, [this] {
    if (current()->is_running())
      current()->stop();
    else
      current()->start();
  });
  connect(actions_.copy_command, &QAction::triggered, this, [this] {
    QGuiApplication::clipboard()->setText(
        QString::fromStdString(session::command_line(current()->asked())));
  });
  connect(actions_.rename, &QAction::triggered, list_, &widgets::ConversationList::edit_name);
  connect(actions_.remove, &QAction::triggered, this, &MainWindow::remove_current);
}

void MainWindow::connect_view_actions() {}

Conversation* MainWindow::current() const {
  return list_->current();
}

Conversation* MainWindow::open(session::Asked asked) {
  Conversation* added = model_.add(makers_.live(std::move(asked)));
  list_->set_current(added);
  return added;
}

Conversation* MainWindow::open_file(const QString& path) {
  Conversation* added = model_.add(makers_.file(path));
  list_->set_current(added);
  return added;
}

void MainWindow::show_conversation(Conversation* conversation) {
  middle_->show_conversation(conversation);
  update_title();
}

void MainWindow::update_title() {
  setWindowTitle(current() == nullptr ? QStringLiteral("Parley")
                                      : tr("%1 - Parley").arg(current()->title()));
}

void MainWindow::remove_current() {
  Conversation* removed = current();
  if (removed == nullptr) return;
  list_->set_current(model_.neighbour(removed));
  const std::unique_ptr<Conversation> dying = model_.take(removed);
  middle_->forget(removed);
}

void MainWindow::restore(const session::Workspace& workspace) {
  kept_ = workspace;
  for (const session::Asked& asked : workspace.conversations)
    model_.add(makers_.live(asked));
  for (const std::filesystem::path& file : workspace.files)
    model_.add(makers_.file(QString::fromStdString(file.string())));
  if (model_.conversations().empty()) {
    session::Asked asked;
    asked.port = Port{8888};
    model_.add(makers_.live(std::move(asked)));
  }
  list_->set_current(model_.conversations().front());
}

session::Workspace MainWindow::workspace() const {
  session::Workspace workspace = kept_;
  workspace.conversations.clear();
  workspace.files.clear();
  for (const Conversation* each : model_.conversations()) {
    if (each->kind() == Conversation::Kind::file)
      workspace.files.emplace_back(each->asked().where);
    else
      workspace.conversations.push_back(each->asked());
  }
  return workspace;
}

}  // namespace parley::desk::window
