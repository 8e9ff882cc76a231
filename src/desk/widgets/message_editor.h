// Changes saved messages: their names, texts, line ends and order. Nothing is changed before it is
// confirmed.
//
// Owner: the message bar, until it is closed. Thread rule: the window's thread.
#pragma once

#include <QDialog>
#include <optional>
#include <vector>

#include "session/workspace.h"

class QComboBox;
class QDialogButtonBox;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace parley::desk::widgets {

class Sentence;

class MessageEditor final : public QDialog {
  Q_OBJECT
 public:
  using Messages = std::vector<session::SavedMessage>;

  MessageEditor(Messages messages, std::size_t place, QWidget* parent = nullptr);
  ~MessageEditor() override;

  const Messages& messages() const { return messages_; }

 private:
  QWidget* make_list();
  QWidget* make_fields();
  void make_buttons();
  void connect_parts();
  void fill_list(std::size_t place);
  std::optional<std::size_t> place() const;
  void show_message();
  void take_message();
  void add();
  void remove();
  void move(int by);
  void check();

  Messages messages_;
  QListWidget* list_ = nullptr;
  QPushButton* add_ = nullptr;
  QPushButton* remove_ = nullptr;
  QPushButton* up_ = nullptr;
  QPushButton* down_ = nullptr;
  QWidget* fields_ = nullptr;
  QLineEdit* name_ = nullptr;
  QPlainTextEdit* text_ = nullptr;
  QComboBox* ending_ = nullptr;
  Sentence* sentence_ = nullptr;
  QDialogButtonBox* buttons_ = nullptr;
  bool showing_ = false;  // what changes in the fields is not typed
};

}  // namespace parley::desk::widgets
