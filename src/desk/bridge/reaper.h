// Work that the window's thread must not wait for, on threads that the program waits for at its
// end: above all conversations that end, whose destructors wait for peers and disks.
//
// Owner: the program, for its whole life; it waits for all of them at its own end. Thread rule: the
// window's thread.
#pragma once

#include <QObject>
#include <cstddef>
#include <functional>
#include <memory>

#include "session/running.h"

namespace parley::desk::bridge {

class Reaper : public QObject {
  Q_OBJECT
 public:
  explicit Reaper(QObject* parent = nullptr);

  /// Waits until all have ended.
  ~Reaper() override;

  /// Ends it in order and destroys it, on a thread of its own.
  void take(std::unique_ptr<session::Running> running);

  /// Any other work; it must come to its end by itself, or when it is told to.
  void run(std::function<void()> work);

  /// How many have not ended yet.
  std::size_t count() const { return count_; }

 Q_SIGNALS:
  void count_changed();

 private:
  void count_down();

  std::size_t count_ = 0;
  struct Threads;
  std::unique_ptr<Threads> threads_;
};

}  // namespace parley::desk::bridge
