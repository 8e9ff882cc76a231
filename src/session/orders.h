// What other threads ask of a conversation, in order, until it is over.
//
// Orders may be given before the conversation has a loop: they wait for it.
//
// Limits: `commands_max` of session/running.h. Owner: both sides together (status_box.h tells why).
// Thread rule: `give` any thread, the rest the conversation's.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "net/loop.h"

namespace parley::session {

class Conversing;

class Orders {
 public:
  /// Called once, on the conversation's thread; with null when it was over first.
  using Order = std::function<void(Conversing*)>;

  /// False: too many wait, or it is over. `always`: the limit does not count.
  bool give(Order order, bool always = false);

  /// From now on orders are carried out on this loop.
  void begin(net::Loop& loop, Conversing& conversing);

  /// None is taken any more, and those that wait are told so. Before the loop goes.
  void end();

 private:
  void carry_out();

  std::mutex mutex_;
  std::vector<Order> waiting_;
  net::Loop* loop_ = nullptr;
  Conversing* conversing_ = nullptr;
  bool over_ = false;
};

}  // namespace parley::session
