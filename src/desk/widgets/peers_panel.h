// Who is connected, with what each said and what the system knows of its TCP connection: round-trip
// time, segments sent again, segments that nobody acknowledged yet.
//
// One of them can filter the log; a double click makes it the target of what is typed. Limits: as
// many as a status has. Thread rule: the window's thread.
#pragma once

#include <QPointer>
#include <QWidget>

#include "desk/models/conversation.h"
#include "desk/models/peers_model.h"

class QLabel;
class QPushButton;
class QTreeView;

namespace parley::desk::widgets {

class PeersPanel : public QWidget {
  Q_OBJECT
 public:
  explicit PeersPanel(QWidget* parent = nullptr);
  ~PeersPanel() override;

  /// Null: none is chosen.
  void show_conversation(models::Conversation* conversation);

  std::vector<event::PeerId> selected() const;

  /// The one that is selected; nothing: none, or several.
  std::optional<int> selected_row() const;

 Q_SIGNALS:
  void filter_wanted(event::PeerId peer, const QString& name);
  void target_wanted(event::PeerId peer, const QString& name);

 private:
  void make_buttons();
  void show_status();
  void show_choice();
  static QString summary(const session::Status& status, bool runs);
  void close_selected();
  void close_all();

  QPointer<models::Conversation> conversation_;
  models::PeersModel* model_;
  QTreeView* view_;
  QLabel* summary_;
  QPushButton* filter_;
  QPushButton* target_;
  QPushButton* close_;
  QPushButton* close_all_;
};

}  // namespace parley::desk::widgets
