// Coroutines of the network thread.
//
// A Task is created suspended and owns its frame. It runs when it is awaited by another Task, or
// when its owner calls `start`. Destroying a Task destroys the frame wherever it is suspended, and
// with it every Task that it awaits: that is how a conversation is cancelled. What a frame waits
// for (a stream, a timer) must therefore forget the waiter in its own destructor, and each of ours
// does.
//
// Rejected: Boost.Asio's awaitable. One level-triggered epoll set and this file measured 1.01-1.05
// of the limit where it reached 0.83-0.99, with an eighth of the memory a peer.
//
// Thread rule: everything here belongs to the thread of one Loop. No exception leaves a Task.
#pragma once

#include <cassert>
#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace parley::net {

namespace detail {

struct FinalAwaiter {
  bool await_ready() const noexcept { return false; }
  template <typename Promise>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> self) const noexcept {
    auto next = self.promise().awaiting;
    return next ? next : std::noop_coroutine();
  }
  void await_resume() const noexcept {}
};

struct PromiseBase {
  std::coroutine_handle<> awaiting;

  std::suspend_always initial_suspend() const noexcept { return {}; }
  FinalAwaiter final_suspend() const noexcept { return {}; }
  [[noreturn]] void unhandled_exception() const noexcept { std::terminate(); }
};

}  // namespace detail

template <typename T = void>
class [[nodiscard]] Task {
 public:
  struct promise_type : detail::PromiseBase {
    std::optional<T> value;
    Task get_return_object() { return Task{Handle::from_promise(*this)}; }
    void return_value(T result) { value.emplace(std::move(result)); }
  };
  using Handle = std::coroutine_handle<promise_type>;

  Task() = default;
  Task(Task&& other) noexcept : frame_(std::exchange(other.frame_, {})) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      destroy();
      frame_ = std::exchange(other.frame_, {});
    }
    return *this;
  }
  ~Task() { destroy(); }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept {
    frame_.promise().awaiting = awaiting;
    return frame_;
  }
  T await_resume() { return std::move(*frame_.promise().value); }

 private:
  explicit Task(Handle frame) : frame_(frame) {}
  void destroy() {
    if (frame_) std::exchange(frame_, {}).destroy();
  }

  Handle frame_;
};

template <>
class [[nodiscard]] Task<void> {
 public:
  struct promise_type : detail::PromiseBase {
    Task get_return_object() { return Task{Handle::from_promise(*this)}; }
    void return_void() const noexcept {}
  };
  using Handle = std::coroutine_handle<promise_type>;

  Task() = default;
  Task(Task&& other) noexcept : frame_(std::exchange(other.frame_, {})) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      destroy();
      frame_ = std::exchange(other.frame_, {});
    }
    return *this;
  }
  ~Task() { destroy(); }

  /// Runs to the first wait. Call once, on a Task that nobody awaits. The Task must not be
  /// destroyed from inside its own run: let the Loop do it (`Loop::post`).
  void start() {
    assert(frame_ && !frame_.done());
    frame_.resume();
  }
  bool done() const { return !frame_ || frame_.done(); }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept {
    frame_.promise().awaiting = awaiting;
    return frame_;
  }
  void await_resume() const noexcept {}

 private:
  explicit Task(Handle frame) : frame_(frame) {}
  void destroy() {
    if (frame_) std::exchange(frame_, {}).destroy();
  }

  Handle frame_;
};

}  // namespace parley::net
