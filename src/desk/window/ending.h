// The end of the window: whatever runs is ended in order, with words about it, and the window goes
// when that is done, or after `patience`. What is not done then goes on without a window until it
// is: a recording is brought to the disk.
//
// Thread rule: the window's thread; nothing here waits.
#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>

#include "desk/bridge/reaper.h"
#include "desk/window/main_window.h"

namespace parley::desk::window {

class Ending : public QObject {
  Q_OBJECT
 public:
  static constexpr std::chrono::milliseconds patience{3000};

  /// Both outlive this.
  Ending(MainWindow& window, bridge::Reaper& reaper, QObject* parent = nullptr);
  ~Ending() override;

  /// Begins; to ask again changes nothing.
  void begin();

 private:
  void look();
  std::size_t left() const;

  MainWindow& window_;
  bridge::Reaper& reaper_;
  QTimer timer_;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace parley::desk::window
