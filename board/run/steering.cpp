#include "board/run/steering.h"

namespace parley::board::run {

namespace {

using link::RouterClient;
using Kind = RouterClient::Arrived::Kind;
using namespace std::chrono_literals;

/// A router answers at once; one that does not is stuck.
constexpr auto answer_patience = 5s;

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

net::Task<> Steering::run() {
  for (;;) {
    const RouterClient::Arrived arrived = client_.next();
    switch (arrived.kind) {
      case Kind::notice: calls_.notice(arrived.text); break;
      case Kind::answer: break;
      case Kind::nothing: co_await readable{watch_}; break;
      case Kind::ended:
        if (calls_.gone) loop_.post(calls_.gone);
        co_return;
    }
  }
}

}  // namespace parley::board::run
