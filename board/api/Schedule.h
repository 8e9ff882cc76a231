// Work for later: functions that run after the current loop() of the sketch. There they may wait,
// which a Ticker's callback may not.
//
// Limit: `SCHEDULED_FN_MAX_COUNT` wait at once. Recurrent functions run at the end of a turn of the
// pump, so whenever the sketch waits, and may not wait themselves.
//
// Thread rule: the board's one thread.
#pragma once

#include <functional>
#include <stdint.h>

#define SCHEDULED_FN_MAX_COUNT 32

/// False: there are too many, or the function is empty.
bool schedule_function(const std::function<void()>& function);

/// Runs what was scheduled before this call. What they schedule waits for the next time.
void run_scheduled_functions();

/// Calls `function` every `repeat_us` until it returns false, and at once when `alarm` returns
/// true.
bool schedule_recurrent_function_us(const std::function<bool()>& function, uint32_t repeat_us,
                                    const std::function<bool()>& alarm = nullptr);
