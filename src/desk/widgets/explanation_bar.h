// What went wrong, why, and what to do next, in the place where it happened; never a dialog. Also a
// hint: what the evidence suggests though nothing failed.
//
// Hidden as long as there is nothing to say. One that was dismissed stays away until there is
// another. Peers and compilers have a say in these words, so they are plain text.
//
// Thread rule: the window's thread.
#pragma once

#include <QFrame>

#include "session/running.h"

class QLabel;
class QToolButton;

namespace parley::desk::widgets {

class ExplanationBar : public QFrame {
  Q_OBJECT
 public:
  explicit ExplanationBar(QWidget* parent = nullptr);
  ~ExplanationBar() override;

  /// The failure stands before the hint. `said`: what a compiler complained of, shown below.
  void show_status(const session::Status& status);

  /// What is shown, for the clipboard and for tests.
  QString text() const;

  void dismiss();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct Shown {
    bool failure = false;
    std::uint64_t event = 0;
    QString what;
    QString why;
    QString next;
    QString said;
    friend bool operator==(const Shown&, const Shown&) = default;
  };

  static Shown worth_showing(const session::Status& status);
  void show_words();
  void dress();

  QLabel* mark_;
  QLabel* what_;
  QLabel* rest_;
  QLabel* said_;
  QToolButton* close_;
  Shown shown_;
  bool dismissed_ = false;
};

}  // namespace parley::desk::widgets
