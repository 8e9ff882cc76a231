#include "board/api/Ticker.h"

#include <lwip/timeouts.h>

#include "board/api/Schedule.h"
#include "board/stack/port.h"
#include "board/stack/pump.h"

namespace port = parley::board::port;
namespace stack = parley::board::stack;

namespace {

constexpr uint64_t us_per_ms = 1000;

}  // namespace

// One run of timers, from start to detach. Its callback may detach or destroy the Ticker, which is
// why whoever calls it holds on to the Timer as well.
class Ticker::Timer : public std::enable_shared_from_this<Timer> {
 public:
  Timer(uint32_t milliseconds, bool repeat, callback_function_t callback)
      : period_us_(uint64_t{milliseconds == 0 ? 1 : milliseconds} * us_per_ms),
        repeat_(repeat),
        callback_(std::move(callback)) {}

  void start() {
    active_ = true;
    due_ = port::micros() + period_us_;
    arm();
  }

  void stop() {
    if (active_) sys_untimeout(&Timer::expired, this);
    active_ = false;
  }

  bool active() const { return active_; }

 private:
  static void expired(void* context) { static_cast<Timer*>(context)->run(); }

  void arm() {
    const uint64_t now = port::micros();
    const uint64_t wait = due_ > now ? due_ - now : 0;
    sys_timeout(static_cast<uint32_t>((wait + us_per_ms - 1) / us_per_ms), &Timer::expired, this);
  }

  void run() {
    const std::shared_ptr<Timer> held = shared_from_this();
    active_ = repeat_;
    if (repeat_) {
      const uint64_t now = port::micros();
      due_ += period_us_;
      if (due_ <= now) due_ += (now - due_) / period_us_ * period_us_ + period_us_;
      arm();
    }
    const stack::NoPump guard("a Ticker's callback");
    callback_();
  }

  uint64_t period_us_;
  bool repeat_;
  callback_function_t callback_;
  bool active_ = false;
  uint64_t due_ = 0;
};

Ticker::callback_function_t Ticker::scheduled(callback_function_t callback) {
  return [callback = std::move(callback)] { schedule_function(callback); };
}

void Ticker::start(uint32_t milliseconds, bool repeat, callback_function_t callback) {
  detach();
  if (!callback) return;
  timer_ = std::make_shared<Timer>(milliseconds, repeat, std::move(callback));
  timer_->start();
}

void Ticker::detach() {
  if (timer_ != nullptr) timer_->stop();
  timer_ = nullptr;
}

bool Ticker::active() const {
  return timer_ != nullptr && timer_->active();
}
