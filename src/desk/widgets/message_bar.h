// Saved messages as buttons: one click or key sends one. What has no room in the row is in a menu.
//
// Thread rule: the window's thread.
#pragma once

#include <QKeySequence>
#include <QWidget>
#include <vector>

#include "session/workspace.h"

class QHBoxLayout;
class QMenu;
class QPushButton;
class QToolButton;

namespace parley::desk::widgets {

class Sentence;

/// The key of the message at this place, F6 to F12; empty for one further back.
QKeySequence message_key(std::size_t place);

class MessageBar final : public QWidget {
  Q_OBJECT
 public:
  using Messages = std::vector<session::SavedMessage>;

  explicit MessageBar(QWidget* parent = nullptr);
  ~MessageBar() override;

  void set_messages(Messages messages);
  const Messages& messages() const { return messages_; }

  /// At the end, with a name made of its text where it has none.
  void add(session::SavedMessage message);

  /// The editor, with this message chosen.
  void edit(std::size_t place);

  /// Adds what is in the file and is not here yet; what is wrong with it is said below the buttons.
  void import_from(const QString& path);
  void export_to(const QString& path);

 Q_SIGNALS:
  void send_wanted(const parley::session::SavedMessage& message);

  /// The text of the send box is to be added.
  void add_wanted();

  void messages_changed();
  void imported(const QString& path);
  void exported(const QString& path);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void make_tools();
  void rebuild();
  QPushButton* make_button(std::size_t place);
  void fit();
  void fill_overflow();
  void send(std::size_t place);
  void show_menu(std::size_t place, const QPoint& where);
  void move(std::size_t place, std::size_t to);
  void remove(std::size_t place);
  void become(Messages messages);

  Messages messages_;
  Messages before_;  // what the undo button brings back
  std::vector<QPushButton*> buttons_;
  QWidget* row_ = nullptr;
  QHBoxLayout* layout_ = nullptr;
  QToolButton* overflow_ = nullptr;
  QPushButton* add_ = nullptr;
  QToolButton* tools_ = nullptr;
  QPushButton* undo_ = nullptr;
  Sentence* sentence_ = nullptr;
};

}  // namespace parley::desk::widgets
