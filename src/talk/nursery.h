// Coroutines that run side by side until they are done.
//
// A finished one is removed by the loop's next turn, never inside its own run. Destroying the
// nursery cancels all that still run (net/task.h).
//
// Thread rule: the loop's thread.
#pragma once

#include <list>
#include <memory>
#include <vector>

#include "net/loop.h"
#include "net/task.h"

namespace parley::talk {

class Nursery {
 public:
  explicit Nursery(net::Loop& loop) : loop_(loop) {}

  /// Runs `work` to its first wait, and owns it from then on.
  void spawn(net::Task<> work);
  bool empty() const { return tasks_.empty(); }

 private:
  using Tasks = std::list<net::Task<>>;

  net::Task<> run(net::Task<> work, Tasks::iterator place);
  void reap();

  net::Loop& loop_;
  Tasks tasks_;
  std::vector<Tasks::iterator> finished_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace parley::talk
