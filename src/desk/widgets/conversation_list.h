// The list at the window's left: all conversations, and the button that makes another.
//
// A row has the mark of how it stands (a shape, not only a colour), its name, and a line of words
// and rates. F2 or a double click renames it in place.
//
// Thread rule: the window's thread.
#pragma once

#include <QWidget>

#include "desk/models/conversation_list_model.h"

class QLabel;
class QListView;
class QToolButton;
class QMenu;

namespace parley::desk::widgets {

class ConversationList : public QWidget {
  Q_OBJECT
 public:
  /// The model outlives this.
  explicit ConversationList(models::ConversationListModel& model, QWidget* parent = nullptr);
  ~ConversationList() override;

  models::Conversation* current() const { return current_; }
  void set_current(models::Conversation* conversation);

  /// What the button "New" offers, and what a right click does; both keep their owner.
  void set_new_menu(QMenu* menu);
  void set_row_actions(const QList<QAction*>& actions);

  /// To the one below (1) or above (-1), from the last to the first.
  void step(int by);
  void focus();

  /// Lets the name of the current one be written anew.
  void edit_name();

 Q_SIGNALS:
  void current_changed(models::Conversation* conversation);

  /// Enter on a row: who chose it wants to go on in its log.
  void activated(models::Conversation* conversation);

 private:
  void adopt_view_current(const QModelIndex& index);
  void show_row_menu(const QPoint& at);

  models::ConversationListModel& model_;
  QListView* view_;
  QToolButton* add_;
  QLabel* empty_;
  QList<QAction*> row_actions_;
  models::Conversation* current_ = nullptr;
};

}  // namespace parley::desk::widgets
