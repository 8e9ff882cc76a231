// Calls a function of the sketch again and again, or once, while the sketch does something else.
//
// The callback runs inside a wait or yield of the sketch, from lwIP's timers, and may not wait
// itself (no delay, no yield, no connect): that stops the board with an error that names it, as the
// chip panics. The
// *_scheduled variants run after loop() instead, where all of that is allowed.
//
// A periodic Ticker keeps its beat: a late call does not delay the following ones; beats that were
// missed altogether are not made up for.
//
// Thread rule: the board's one thread. A Ticker may be a global of the sketch.
#pragma once

#include <functional>
#include <memory>
#include <stdint.h>
#include <utility>

class Ticker {
 public:
  using callback_function_t = std::function<void()>;

  Ticker() = default;
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;
  ~Ticker() { detach(); }

  // Every so often

  void attach(float seconds, callback_function_t callback) {
    start(ms_of(seconds), true, std::move(callback));
  }
  void attach_ms(uint32_t milliseconds, callback_function_t callback) {
    start(milliseconds, true, std::move(callback));
  }
  void attach_scheduled(float seconds, callback_function_t callback) {
    attach(seconds, scheduled(std::move(callback)));
  }
  void attach_ms_scheduled(uint32_t milliseconds, callback_function_t callback) {
    attach_ms(milliseconds, scheduled(std::move(callback)));
  }
  template <typename Argument>
  void attach(float seconds, void (*callback)(Argument), Argument argument) {
    attach(seconds, bound(callback, argument));
  }
  template <typename Argument>
  void attach_ms(uint32_t milliseconds, void (*callback)(Argument), Argument argument) {
    attach_ms(milliseconds, bound(callback, argument));
  }

  // Once

  void once(float seconds, callback_function_t callback) {
    start(ms_of(seconds), false, std::move(callback));
  }
  void once_ms(uint32_t milliseconds, callback_function_t callback) {
    start(milliseconds, false, std::move(callback));
  }
  void once_scheduled(float seconds, callback_function_t callback) {
    once(seconds, scheduled(std::move(callback)));
  }
  void once_ms_scheduled(uint32_t milliseconds, callback_function_t callback) {
    once_ms(milliseconds, scheduled(std::move(callback)));
  }
  template <typename Argument>
  void once(float seconds, void (*callback)(Argument), Argument argument) {
    once(seconds, bound(callback, argument));
  }
  template <typename Argument>
  void once_ms(uint32_t milliseconds, void (*callback)(Argument), Argument argument) {
    once_ms(milliseconds, bound(callback, argument));
  }

  /// No call after this. Allowed inside the callback.
  void detach();

  /// Whether there will be a call.
  bool active() const;
  operator bool() const { return active(); }

 private:
  class Timer;

  static uint32_t ms_of(float seconds) { return static_cast<uint32_t>(seconds * 1000); }
  static callback_function_t scheduled(callback_function_t callback);

  template <typename Argument>
  static callback_function_t bound(void (*callback)(Argument), Argument argument) {
    if (callback == nullptr) return nullptr;
    return [callback, argument] { callback(argument); };
  }

  void start(uint32_t milliseconds, bool repeat, callback_function_t callback);

  std::shared_ptr<Timer> timer_;
};
