// A sentence below what it is about: what went wrong with it, or what to know. Hidden while there
// is none, told to screen readers when it comes. A peer's words in it are never markup.
//
// Thread rule: the window's thread.
#pragma once

#include <QLabel>

namespace parley::desk::widgets {

class Sentence final : public QLabel {
  Q_OBJECT
 public:
  explicit Sentence(QWidget* parent = nullptr);

  void say(const QString& words);
  void say_wrong(const QString& words);
  void be_quiet() { say({}); }

  /// Without the mark that stands before what is wrong.
  const QString& words() const { return words_; }
  bool is_wrong() const { return wrong_; }

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void show_words(const QString& words, bool wrong);
  void color();
  void keep_height();

  QString words_;
  bool wrong_ = false;
  bool coloring_ = false;
};

}  // namespace parley::desk::widgets
