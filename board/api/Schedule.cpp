#include "board/api/Schedule.h"

#include <utility>
#include <vector>

#include "board/stack/port.h"
#include "board/stack/pump.h"
#include "board/stack/sketch_loop.h"

namespace port = parley::board::port;
namespace stack = parley::board::stack;

namespace {

struct Recurrent {
  std::function<bool()> function;
  std::function<bool()> alarm;
  uint64_t due;
  uint32_t repeat_us;
};

struct Scheduled {
  std::vector<std::function<void()>> once;
  std::vector<Recurrent> recurrent;
};

// In a function and never destroyed: globals of a sketch may schedule, whenever they are made.
Scheduled& scheduled() {
  static auto* all = new Scheduled;
  return *all;
}

constinit bool once_watched = false;
constinit bool recurrent_watched = false;

bool is_due(Recurrent& one) {
  return port::micros() >= one.due || (one.alarm && one.alarm());
}

void run_recurrent() {
  // They may add others; a vector that grows would move the one that runs.
  std::vector<Recurrent> now;
  now.swap(scheduled().recurrent);
  for (Recurrent& one : now) {
    if (is_due(one)) {
      one.due = port::micros() + one.repeat_us;
      if (!one.function()) continue;
    }
    scheduled().recurrent.push_back(std::move(one));
  }
}

}  // namespace

bool schedule_function(const std::function<void()>& function) {
  auto& once = scheduled().once;
  if (!function || once.size() >= SCHEDULED_FN_MAX_COUNT) return false;
  if (!once_watched) stack::on_loop_end(run_scheduled_functions);
  once_watched = true;
  once.push_back(function);
  return true;
}

void run_scheduled_functions() {
  std::vector<std::function<void()>> now;
  now.swap(scheduled().once);
  for (const std::function<void()>& function : now)
    function();
}

bool schedule_recurrent_function_us(const std::function<bool()>& function, uint32_t repeat_us,
                                    const std::function<bool()>& alarm) {
  auto& recurrent = scheduled().recurrent;
  if (!function || recurrent.size() >= SCHEDULED_FN_MAX_COUNT) return false;
  if (!recurrent_watched) stack::on_turn(run_recurrent);
  recurrent_watched = true;
  recurrent.push_back({function, alarm, port::micros() + repeat_us, repeat_us});
  return true;
}
