// One line below a log's bar, where there is something to say: a result, what went wrong, or how
// far work has come, with a button to give it up. Hidden otherwise.
//
// Thread rule: the window's thread.
#pragma once

#include <QProgressBar>
#include <QString>
#include <QTimer>
#include <QToolButton>
#include <QWidget>

#include "desk/widgets/sentence.h"

namespace parley::desk::widgets {

class LogNotice : public QWidget {
  Q_OBJECT
 public:
  explicit LogNotice(QWidget* parent = nullptr);
  ~LogNotice() override;

  /// For some seconds.
  void tell(const QString& words);

  /// Until it is closed or something else is said.
  void tell_trouble(const QString& words);

  /// `part` from 0 to 1.
  void show_progress(const QString& words, double part);

  /// Nothing to say any more; `progress_only`: what is not progress stays.
  void clear(bool progress_only = false);

  QString words() const { return words_->words(); }
  bool is_trouble() const { return words_->is_wrong(); }
  bool shows_progress() const { return progress_; }

 Q_SIGNALS:
  void cancelled();  ///< what shows its progress is to be given up

 private:
  void put(const QString& words, bool trouble, bool progress);

  Sentence* words_;
  QProgressBar* bar_;
  QToolButton* button_;
  bool progress_ = false;
  QTimer fading_;
};

}  // namespace parley::desk::widgets
