#include "desk/window/main_window.h"

#include <QCloseEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QStatusBar>
#include <algorithm>

#include "desk/window/menus.h"

namespace parley::desk::window {

using models::Conversation;

MainWindow::MainWindow(Makers makers, QWidget* parent)
    : QMainWindow(parent),
      makers_(std::move(makers)),
      actions_(this),
      columns_(new QSplitter(this)),
      list_(new widgets::ConversationList(model_, columns_)),
      middle_(new Middle(columns_)),
      side_(new Side(makers_.more_rows, columns_)) {
  setAcceptDrops(true);
  lay_out();
  make_menus();
  connect_parts();
  connect_panels();
  connect_file_actions();
  connect_conversation_actions();
  connect_view_actions();
  connect_choices();
  show_conversation(nullptr);
}

MainWindow::~MainWindow() = default;

void MainWindow::lay_out() {
  columns_->addWidget(list_);
  columns_->addWidget(middle_);
  columns_->addWidget(side_);
  columns_->setStretchFactor(1, 1);
  columns_->setChildrenCollapsible(false);
  list_->setMinimumWidth(150);
  side_->setMinimumWidth(260);
  columns_->setSizes({200, 760, 330});
  setCentralWidget(columns_);
  statusBar()->hide();
  resize(1240, 800);
}

void MainWindow::make_menus() {
  QMenu* log = fill_menus(*menuBar(), actions_);
  connect(log, &QMenu::aboutToShow, this, [this, log] {
    log->clear();
    if (ConversationView* view = middle_->view())
      fill_log_menu(*log, view->log().actions());
    else
      log->addAction(tr("There is no log yet"))->setEnabled(false);
  });
  list_->set_new_menu(new_menu(actions_, list_));
  list_->set_row_actions(conversation_actions(actions_));
}

void MainWindow::connect_parts() {
  connect(list_, &widgets::ConversationList::current_changed, this, &MainWindow::show_conversation);
  connect(list_, &widgets::ConversationList::activated, this,
          [this] { actions_.go_log->trigger(); });
  connect(&model_, &QAbstractItemModel::dataChanged, this, &MainWindow::update_actions);
  connect(&model_, &QAbstractItemModel::modelReset, this, &MainWindow::workspace_changed);
  connect(columns_, &QSplitter::splitterMoved, this, &MainWindow::workspace_changed);

  widgets::StartForm& form = middle_->form();
  connect(&form, &widgets::StartForm::start_wanted, this, &MainWindow::start);
  connect(&form, &widgets::StartForm::stop_wanted, this, [this] {
    if (current() != nullptr) current()->stop();
  });
  widgets::ComposePanel& compose = middle_->compose();
  connect(&compose.message_bar(), &widgets::MessageBar::messages_changed, this,
          &MainWindow::workspace_changed);
  connect(&compose.send_bar(), &widgets::SendBar::line_ending_changed, this,
          &MainWindow::workspace_changed);
}

void MainWindow::connect_panels() {
  connect(side_, &SidePanel::shown_changed, this, [this] {
    if (const auto tab = side_->shown()) arrangement_.side = side_tab_name(*tab);
    Q_EMIT workspace_changed();
  });
  connect(&side_->rules(), &widgets::RulesPanel::rules_changed, this,
          &MainWindow::workspace_changed);
  connect(middle_, &Middle::row_chosen, side_, &Side::show_message);
  connect(&side_->peers(), &widgets::PeersPanel::filter_wanted, this,
          [this](event::PeerId peer, const QString& name) {
            if (ConversationView* view = middle_->view()) view->log().show_only(peer, name);
          });
  connect(&side_->peers(), &widgets::PeersPanel::target_wanted, this,
          [this](event::PeerId peer, const QString& name) {
            middle_->compose().send_bar().choose_target({peer, name});
            middle_->compose().send_bar().focus_box();
          });
}

Conversation* MainWindow::open(session::Asked asked) {
  Conversation* added = model_.add(makers_.live(std::move(asked)));
  list_->set_current(added);
  return added;
}

Conversation* MainWindow::open_file(const QString& path) {
  const std::string where = path.toStdString();
  for (Conversation* each : model_.conversations()) {
    if (each->kind() != Conversation::Kind::file || each->asked().where != where) continue;
    list_->set_current(each);
    return each;
  }
  Conversation* added = model_.add(makers_.file(path));
  list_->set_current(added);
  return added;
}

Conversation* MainWindow::prepare(const session::Asked& asked) {
  Conversation* where = current();
  const bool fits = where != nullptr && where->kind() != Conversation::Kind::file &&
                    !where->is_running() && where->asked().kind == asked.kind;
  if (!fits) return open(asked);
  if (const auto set = where->set_asked(asked); !set) {
    say(QString::fromStdString(to_string(set.error())));
    return nullptr;
  }
  return where;
}

void MainWindow::start(const session::Asked& asked) {
  Conversation* where = prepare(asked);
  if (where == nullptr) return;
  if (asked.kind == session::Asked::Kind::board)
    Q_EMIT board_wanted(where);
  else
    where->start();
  Q_EMIT workspace_changed();
}

bool MainWindow::trusts(const std::string& digest) const {
  return std::find(kept_.trusted_sketches.begin(), kept_.trusted_sketches.end(), digest) !=
         kept_.trusted_sketches.end();
}

void MainWindow::trust(const std::string& digest) {
  if (!trusts(digest)) kept_.trusted_sketches.push_back(digest);
  Q_EMIT workspace_changed();
}

void MainWindow::start_like(const session::Asked& asked) {
  const auto all = model_.conversations();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Conversation* each) {
    const session::Asked& kept = each->asked();
    return each->kind() != Conversation::Kind::file && !each->is_running() &&
           kept.kind == asked.kind && kept.where == asked.where && kept.port == asked.port &&
           kept.transport == asked.transport && kept.framing == asked.framing;
  });
  list_->set_current(found == all.end() ? nullptr : *found);
  if (Conversation* where = prepare(found == all.end() ? asked : (*found)->asked())) where->start();
}

void MainWindow::show_conversation(Conversation* conversation) {
  middle_->show_conversation(conversation);
  side_->show_conversation(conversation);
  update_actions();
  Q_EMIT workspace_changed();
}

void MainWindow::update_actions() {
  const Conversation* now = current();
  const bool file = now != nullptr && now->kind() == Conversation::Kind::file;
  const bool runs = now != nullptr && now->is_running();
  actions_.toggle->setText(runs ? tr("&Stop") : tr("&Start"));
  actions_.toggle->setEnabled(!file);
  for (QAction* action : {actions_.rename, actions_.remove})
    action->setEnabled(now != nullptr);
  actions_.copy_command->setEnabled(now != nullptr && !file);
  setWindowTitle(now == nullptr ? QStringLiteral("Parley") : tr("%1 - Parley").arg(now->title()));
}

void MainWindow::say(const QString& words) {
  statusBar()->setVisible(!words.isEmpty());
  statusBar()->showMessage(words);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (may_close_) {
    event->accept();
    return;
  }
  event->ignore();
  Q_EMIT close_wanted();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  const QList<QUrl> urls = event->mimeData()->urls();
  if (std::any_of(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); }))
    event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) open_file(url.toLocalFile());
  event->acceptProposedAction();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  Q_EMIT workspace_changed();
}

void MainWindow::moveEvent(QMoveEvent* event) {
  QMainWindow::moveEvent(event);
  Q_EMIT workspace_changed();
}

}  // namespace parley::desk::window
