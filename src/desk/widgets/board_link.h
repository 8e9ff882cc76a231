// A board's link, to be made worse: loss and delay by sliders, and a cut. What its router answers
// stands below.
//
// A slider that is dragged gives one command when it rests, and no second one before the first was
// answered. Thread rule: the window's thread.
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "desk/models/conversation.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QSlider;

namespace parley::desk::widgets {

class Sentence;

class BoardLink : public QWidget {
  Q_OBJECT
 public:
  static constexpr int loss_percent_max = 50;
  static constexpr int delay_ms_max = 500;

  explicit BoardLink(QWidget* parent = nullptr);
  ~BoardLink() override;

  /// Null: none. As a new board's: nothing is wrong with it.
  void show_conversation(models::Conversation* conversation);

  /// A router that has just begun knows no faults.
  void reset();

 private:
  struct Slider {
    QSlider* slider = nullptr;
    QLabel* value = nullptr;
  };

  Slider make_slider(const QString& name, const QString& tip, int most, int step);
  void show_values();
  void want_faults();
  void send_faults();
  void cut(bool down);
  void tell(const Result<std::string>& answer);

  QPointer<models::Conversation> conversation_;
  Slider loss_;
  Slider delay_;
  QCheckBox* down_;
  QPushButton* mend_;
  Sentence* answer_;
  QTimer rest_;              // until a slider that moves is at rest
  bool asked_ = false;       // an answer is awaited
  bool wanted_ = false;      // the sliders moved since the last command
  unsigned generation_ = 0;  // answers of an earlier board are not ours
};

}  // namespace parley::desk::widgets
