#include "board/run/steering.h"

namespace parley::board::run {

namespace {

using link::RouterClient;
using Kind = RouterClient::Arrived::Kind;
using namespace std::chrono_literals;

/// A router answers at once; one that does not is stuck.
constexpr auto answer_patience = 5s;

constexpr const char* attempted = "do what the router was told";

/// The awaitable of a bare Watch.
struct readable {
  net::Watch& watch;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiter) { watch.when(net::Interest::read, waiter); }
  void await_resume() const { watch.wait_result(); }
};

}  // namespace

Result<std::unique_ptr<Steering>> Steering::start(net::EpollLoop& loop,
                                                  const std::filesystem::path& socket,
                                                  Calls calls) {
  auto client = RouterClient::to(socket.string());
  if (!client) return failure(client.error());
  std::unique_ptr<Steering> made(new Steering(loop, std::move(*client), std::move(calls)));
  if (auto watched = made->ask("watch"); !watched) return failure(watched.error());
  return made;
}

Steering::Steering(net::EpollLoop& loop, RouterClient client, Calls calls)
    : client_(std::move(client)),
      watch_(loop, client_.descriptor()),
      calls_(std::move(calls)),
      loop_(loop) {}

Result<std::string> Steering::ask(std::string_view command) {
  return client_.ask(command, answer_patience);
}

void Steering::begin() {
  task_ = run();
  task_.start();
}

void Steering::tell(std::string_view command, Answered answered) {
  if (auto sent = client_.command(command); !sent) {
    loop_.post(
        [answered = std::move(answered), error = sent.error()] { answered(failure(error)); });
    return;
  }
  waiting_.push_back(std::move(answered));
}

void Steering::answer(Result<std::string> result) {
  if (waiting_.empty()) return;
  const Answered answered = std::move(waiting_.front());
  waiting_.pop_front();
  answered(std::move(result));
}

net::Task<> Steering::run() {
  for (;;) {
    const RouterClient::Arrived arrived = client_.next();
    switch (arrived.kind) {
      case Kind::notice: calls_.notice(arrived.text); break;
      case Kind::answer:
        answer(arrived.ok ? Result<std::string>(arrived.text)
                          : failure({ErrorClass::bad_input, 0, attempted, arrived.text}));
        break;
      case Kind::nothing: co_await readable{watch_}; break;
      case Kind::ended:
        while (!waiting_.empty())
          answer(failure({ErrorClass::reset, 0, attempted, "the router went away"}));
        if (calls_.gone) loop_.post(calls_.gone);
        co_return;
    }
  }
}

}  // namespace parley::board::run
