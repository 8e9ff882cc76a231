// The serial line of a board: its last lines, and a line to type.
//
// All that it said is in the log; here are the newest `rows_max` pieces, as safe text. What is
// typed goes out with the line end of the conversation. Thread rule: the window's thread.
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>
#include <memory>

#include "desk/models/conversation.h"
#include "desk/models/log_rows.h"
#include "desk/models/send_history.h"

class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace parley::desk::widgets {

class Sentence;

class BoardShell : public QWidget {
  Q_OBJECT
 public:
  static constexpr std::size_t rows_max = 200;

  explicit BoardShell(QWidget* parent = nullptr);
  ~BoardShell() override;

  /// Null: none.
  void show_conversation(models::Conversation* conversation);

  /// Its log, for this widget alone: it asks for pages of its own. Null: none.
  void show_log(std::shared_ptr<models::LogRows> rows);

  QString text() const;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void show_state();
  void ask();
  void page_ready(const models::LogPage& page);
  void send();
  void recall(std::optional<models::InputLine> line);

  QPointer<models::Conversation> conversation_;
  std::shared_ptr<models::LogRows> rows_;
  models::SendHistory history_;
  QPlainTextEdit* output_;
  QLineEdit* line_;
  QPushButton* button_;
  Sentence* trouble_;
  QTimer look_;  // at a log that grows, no more often than a person reads
  bool grown_ = false;
};

}  // namespace parley::desk::widgets
