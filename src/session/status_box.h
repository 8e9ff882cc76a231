// Where a conversation puts its newest snapshot, and where the rest of the program takes it.
//
// Owner: both sides together, because a conversation whose disk or compiler does not answer is left
// behind. Thread rule: any thread; `changed` is called on the thread that puts.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "session/running.h"

namespace parley::session {

class StatusBox {
 public:
  explicit StatusBox(std::function<void()> changed) : changed_(std::move(changed)) {}

  /// `said` of it is left to `say`. Tells that there is news, unless that was told already and
  /// nobody has looked.
  void put(Status status);

  /// What a companion says, for people; told at once.
  void say(std::string lines);

  std::shared_ptr<const Status> take();

  /// Calls into the rest of the program: not after `close`, and not at the same time.
  void call(const std::function<void()>& function);

  /// Nothing is called any more once this has returned.
  void close();

 private:
  void tell(bool news);

  std::mutex mutex_;
  std::shared_ptr<const Status> status_ = std::make_shared<const Status>();
  bool told_ = false;

  std::mutex calls_mutex_;  // held during a call
  bool closed_ = false;
  const std::function<void()> changed_;
};

}  // namespace parley::session
