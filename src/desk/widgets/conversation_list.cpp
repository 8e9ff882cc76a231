#include "desk/widgets/conversation_list.h"

#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "desk/widgets/conversation_delegate.h"

namespace parley::desk::widgets {

using models::Conversation;
using models::ConversationListModel;

ConversationList::ConversationList(ConversationListModel& model, QWidget* parent)
    : QWidget(parent),
      model_(model),
      view_(new QListView(this)),
      add_(new QToolButton(this)),
      empty_(new QLabel(view_->viewport())) {
  view_->setModel(&model);
  view_->setItemDelegate(new ConversationDelegate(view_));
  view_->setAccessibleName(tr("Conversations"));
  view_->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
  view_->setContextMenuPolicy(Qt::CustomContextMenu);
  view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  view_->setResizeMode(QListView::Adjust);
  view_->setMouseTracking(true);
  view_->setFrameShape(QFrame::NoFrame);
  connect(view_, &QListView::customContextMenuRequested, this, &ConversationList::show_row_menu);
  connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this,
          &ConversationList::adopt_view_current);
  connect(view_, &QListView::activated, this, [this](const QModelIndex& index) {
    if (Conversation* chosen = model_.conversation(index)) Q_EMIT activated(chosen);
  });
  // A reset loses the view's current row; the conversation stays the same.
  connect(&model, &QAbstractItemModel::modelReset, this, [this] {
    if (const QModelIndex index = model_.index_of(current_); index.isValid())
      view_->setCurrentIndex(index);
  });

  add_->setText(tr("+ &New"));
  add_->setToolTip(tr("Another conversation (Ctrl+N), or an opened file"));
  add_->setAccessibleName(tr("New conversation"));
  add_->setPopupMode(QToolButton::InstantPopup);
  add_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

  empty_->setText(tr("What you start or open is listed here."));
  empty_->setWordWrap(true);
  empty_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
  empty_->setContentsMargins(14, 24, 14, 0);
  empty_->setForegroundRole(QPalette::PlaceholderText);
  auto* over_view = new QVBoxLayout(view_->viewport());
  over_view->setContentsMargins(0, 0, 0, 0);
  over_view->addWidget(empty_);
  connect(&model, &QAbstractItemModel::modelReset, empty_,
          [this] { empty_->setVisible(model_.rowCount() == 0); });

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 6);
  column->addWidget(view_);
  auto* foot = new QHBoxLayout;
  foot->setContentsMargins(8, 0, 8, 0);
  foot->addWidget(add_);
  column->addLayout(foot);
}

ConversationList::~ConversationList() = default;

void ConversationList::set_current(Conversation* conversation) {
  if (conversation == current_) return;
  view_->setCurrentIndex(model_.index_of(conversation));
  if (conversation == nullptr) adopt_view_current({});
}

void ConversationList::set_new_menu(QMenu* menu) {
  add_->setMenu(menu);
}

void ConversationList::set_row_actions(const QList<QAction*>& actions) {
  row_actions_ = actions;
}

void ConversationList::step(int by) {
  const int count = model_.rowCount();
  int row = model_.index_of(current_).row();  // -1: none
  for (int tried = 0; tried < count; ++tried) {
    row = row < 0 && by < 0 ? count - 1 : (row + by + count) % count;
    if (Conversation* there = model_.conversation(model_.index(row))) {
      set_current(there);
      return;
    }
  }
}

void ConversationList::focus() {
  view_->setFocus();
}

void ConversationList::edit_name() {
  view_->edit(model_.index_of(current_));
}

void ConversationList::adopt_view_current(const QModelIndex& index) {
  Conversation* chosen = model_.conversation(index);
  if (chosen == current_) return;
  // While a model is reset the view has no row; only `set_current` may choose nothing.
  if (chosen == nullptr && model_.index_of(current_).isValid()) return;
  current_ = chosen;
  Q_EMIT current_changed(current_);
}

void ConversationList::show_row_menu(const QPoint& at) {
  const QModelIndex index = view_->indexAt(at);
  if (model_.conversation(index) == nullptr) return;
  view_->setCurrentIndex(index);
  QMenu menu(this);
  menu.addActions(row_actions_);
  menu.exec(view_->viewport()->mapToGlobal(at));
}

}  // namespace parley::desk::widgets
