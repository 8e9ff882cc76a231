// The conversations of the window as rows of a list, in groups: servers, clients, serial ports,
// boards, files. A group's name is a row of its own that cannot be chosen.
//
// Owns the conversations. Thread rule: the window's thread.
#pragma once

#include <QAbstractListModel>
#include <memory>
#include <vector>

#include "desk/models/conversation.h"

namespace parley::desk::models {

/// How a conversation stands, as one mark.
enum class Standing { idle, opening, open, failed, file };

Standing standing_of(const Conversation& conversation);
QString standing_words(Standing standing);

/// The line below a title: "2 peers · 12.3 KB/s in".
QString standing_line(const Conversation& conversation);

class ConversationListModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role { line_role = Qt::UserRole, standing_role, is_group_role };

  explicit ConversationListModel(QObject* parent = nullptr);
  ~ConversationListModel() override;

  Conversation* add(std::unique_ptr<Conversation> conversation);
  std::unique_ptr<Conversation> take(Conversation* conversation);

  /// In the order in which they came; which a workspace keeps.
  std::vector<Conversation*> conversations() const;

  /// Null: a group's name.
  Conversation* conversation(const QModelIndex& index) const;
  QModelIndex index_of(const Conversation* conversation) const;

  /// The one below, or above where there is none below; null: it is the only one.
  Conversation* neighbour(const Conversation* conversation) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

 private:
  struct Row {
    Conversation* conversation = nullptr;  // null: the name of a group
    Conversation::Kind kind{};
  };

  void arrange();
  void tell_changed(const Conversation* conversation);

  std::vector<std::unique_ptr<Conversation>> owned_;
  std::vector<Row> rows_;
};

}  // namespace parley::desk::models
