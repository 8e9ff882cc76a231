// SIGINT, SIGTERM and SIGHUP as an ordinary call on the window's thread: the window is then closed
// as by a person, and what runs ends in order.
//
// One at a time. Thread rule: the window's thread.
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace parley::desk::window {

class Signals : public QObject {
  Q_OBJECT
 public:
  explicit Signals(QObject* parent = nullptr);
  ~Signals() override;

 Q_SIGNALS:
  void end_wanted();

 private:
  int read_end_ = -1;
  QSocketNotifier* notifier_ = nullptr;
};

}  // namespace parley::desk::window
