// Signals as events of the loop (signalfd(2)).
#pragma once

#include <functional>
#include <initializer_list>

#include "net/epoll.h"
#include "net/task.h"

namespace parley::net {

/// Calls a function on the loop's thread for each of the given signals that arrives.
///
/// Thread rule: make it before the process starts any thread, so that all of them inherit the
/// blocked mask; otherwise the signal may still end the process.
class Signals {
 public:
  Signals(EpollLoop& loop, std::initializer_list<int> signals, std::function<void(int)> arrived);

  /// Why none will be told, looked at once after it was made: the system gave no descriptor, or
  /// the loop has trouble of its own.
  const std::optional<Error>& trouble() const { return trouble_; }

 private:
  Task<> run();

  std::optional<Error> trouble_;
  std::unique_ptr<Stream> stream_;
  std::function<void(int)> arrived_;
  Task<> task_;
};

}  // namespace parley::net
