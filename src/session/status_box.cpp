#include "session/status_box.h"

#include <utility>

namespace parley::session {

void StatusBox::put(Status status) {
  auto next = std::make_shared<Status>(std::move(status));
  bool news = false;
  {
    const std::lock_guard lock(mutex_);
    next->said = status_->said;
    status_ = std::move(next);
    news = !std::exchange(told_, true);
  }
  tell(news);
}

void StatusBox::say(std::string lines) {
  bool news = false;
  {
    const std::lock_guard lock(mutex_);
    auto next = std::make_shared<Status>(*status_);
    next->said = std::move(lines);
    status_ = std::move(next);
    news = !std::exchange(told_, true);
  }
  tell(news);
}

void StatusBox::tell(bool news) {
  if (news) call(changed_);
}

std::shared_ptr<const Status> StatusBox::take() {
  const std::lock_guard lock(mutex_);
  told_ = false;
  return status_;
}

void StatusBox::call(const std::function<void()>& function) {
  const std::lock_guard lock(calls_mutex_);
  if (!closed_ && function) function();
}

void StatusBox::close() {
  const std::lock_guard lock(calls_mutex_);
  closed_ = true;
}

}  // namespace parley::session
