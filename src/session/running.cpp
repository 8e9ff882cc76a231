#include "session/running.h"

#include <condition_variable>
#include <mutex>
#include <pthread.h>
#include <stop_token>
#include <system_error>
#include <thread>
#include <utility>

#include "base/limits.h"
#include "session/conversing.h"
#include "session/orders.h"
#include "session/status_box.h"
#include "talk/rules.h"

namespace parley::session {

using namespace std::chrono_literals;

namespace {

/// Peers, a board's process and the disk may each take their time; then nobody waits any more.
constexpr auto end_patience = 2 * limits::drain_on_exit_max + 4s;

/// While it is being opened there is nothing to lose.
constexpr auto opening_patience = 500ms;

}  // namespace

struct Running::Parts {
  Parts(Asked asked_for, RunningSettings settings_used, std::function<void()> changed)
      : asked(std::move(asked_for)), settings(std::move(settings_used)), box(std::move(changed)) {}

  const Asked asked;
  const RunningSettings settings;
  StatusBox box;
  Orders orders;
  std::stop_source stop;
  std::mutex mutex;
  std::condition_variable ended;
  bool over = false;
  std::thread thread;
};

std::unique_ptr<Running> Running::start(Asked asked, RunningSettings settings,
                                        std::function<void()> changed) {
  auto parts = std::make_shared<Parts>(std::move(asked), std::move(settings), std::move(changed));
  try {
    parts->thread = std::thread([parts] {
      ::pthread_setname_np(::pthread_self(), "parley-talk");
      Conversing(parts->asked, parts->settings, parts->box, parts->orders, parts->stop.get_token())
          .run();
      const std::lock_guard lock(parts->mutex);
      parts->over = true;
      parts->ended.notify_all();
    });
  } catch (const std::system_error& none) {  // as std::thread tells it
    Status status;
    status.state = Status::State::failed;
    status.words = to_string(system_error("start a thread that talks", none.code().value()));
    parts->orders.end();
    parts->over = true;
    parts->box.put(std::move(status));
  }
  return std::unique_ptr<Running>(new Running(std::move(parts)));
}

Running::Running(std::shared_ptr<Parts> parts) : parts_(std::move(parts)) {}

Running::~Running() {
  end();
  bool over = false;
  {
    std::unique_lock lock(parts_->mutex);
    const auto is_over = [this] { return parts_->over; };
    over = parts_->ended.wait_for(lock, opening_patience, is_over) ||
           (parts_->box.take()->state != Status::State::opening &&
            parts_->ended.wait_for(lock, end_patience, is_over));
  }
  if (over) {
    if (parts_->thread.joinable()) parts_->thread.join();
  } else {
    parts_->thread.detach();  // it holds all that it needs
  }
  parts_->box.close();
}

void Running::end() {
  parts_->stop.request_stop();
  parts_->orders.give(
      [](Conversing* conversing) {
        if (conversing) conversing->end_as_asked();
      },
      true);
}

std::shared_ptr<const Status> Running::status() {
  return parts_->box.take();
}

bool Running::send(std::string octets, std::optional<event::PeerId> to) {
  return parts_->orders.give([octets = std::move(octets), to](Conversing* conversing) {
    if (conversing) conversing->send(octets, to);
  });
}

bool Running::close_peer(event::PeerId peer) {
  return parts_->orders.give([peer](Conversing* conversing) {
    if (conversing) conversing->close_peer(peer);
  });
}

Result<> Running::set_rules(const talk::RuleSettings& rules) {
  // Here, so that who changes them learns at once; patterns compile in microseconds.
  if (const auto compiled = talk::Rules::compile(rules, 0); !compiled) {
    return failure(compiled.error());
  }
  const bool given = parts_->orders.give([rules](Conversing* conversing) {
    if (conversing) conversing->set_rules(rules);
  });
  if (given) return {};
  return failure({ErrorClass::other, 0, "use other rules", "it is over, or too many orders wait"});
}

bool Running::command(std::string words, std::function<void(Result<std::string>)> answered) {
  return parts_->orders.give([parts = parts_.get(), words = std::move(words),
                              answered = std::move(answered)](Conversing* conversing) {
    if (conversing) {
      conversing->command(words, answered);
    } else {
      parts->box.call([&] {
        answered(failure({ErrorClass::other, 0, "do '" + words + "'", "it is over"}));
      });
    }
  });
}

}  // namespace parley::session
