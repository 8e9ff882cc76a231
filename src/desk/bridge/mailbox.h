// How other threads reach an object of the window's thread that may be gone by then.
//
// Shared by the object, which closes it in its destructor, and by whoever works for it.
#pragma once

#include <QMetaObject>
#include <mutex>
#include <utility>

namespace parley::desk::bridge {

template <typename Object>
class Mailbox {
 public:
  explicit Mailbox(Object* to) : to_(to) {}

  /// `function(object)` is called on the window's thread, if the object is still there then. Any
  /// thread.
  template <typename Function>
  void post(Function function) {
    const std::scoped_lock lock(mutex_);
    if (to_ == nullptr) return;
    // A call that is queued for an object is dropped with it.
    QMetaObject::invokeMethod(
        to_, [object = to_, function = std::move(function)]() mutable { function(*object); },
        Qt::QueuedConnection);
  }

  /// The object is about to be destroyed.
  void close() {
    const std::scoped_lock lock(mutex_);
    to_ = nullptr;
  }

  /// For work that can be given up. Any thread.
  bool is_closed() const {
    const std::scoped_lock lock(mutex_);
    return to_ == nullptr;
  }

 private:
  mutable std::mutex mutex_;
  Object* to_;
};

}  // namespace parley::desk::bridge
