#include "session/orders.h"

#include <utility>

#include "session/running.h"

namespace parley::session {

bool Orders::give(Order order, bool always) {
  const std::lock_guard lock(mutex_);
  if (over_ || (!always && waiting_.size() >= commands_max)) return false;
  waiting_.push_back(std::move(order));
  if (loop_ && waiting_.size() == 1) loop_->post([this] { carry_out(); });
  return true;
}

void Orders::begin(net::Loop& loop, Conversing& conversing) {
  const std::lock_guard lock(mutex_);
  loop_ = &loop;
  conversing_ = &conversing;
  if (!waiting_.empty()) loop_->post([this] { carry_out(); });
}

void Orders::carry_out() {
  std::vector<Order> orders;
  Conversing* conversing = nullptr;
  {
    const std::lock_guard lock(mutex_);
    orders.swap(waiting_);
    conversing = conversing_;
  }
  for (auto& order : orders)
    order(conversing);
}

void Orders::end() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
    loop_ = nullptr;
    conversing_ = nullptr;
  }
  carry_out();
}

}  // namespace parley::session
