#include "board/run/router_process.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fmt/format.h>
#include <unistd.h>

#include "board/link/connection.h"

namespace parley::board::run {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto start_patience = 5s;
constexpr const char* attempted = "start a router";

/// Sockets of this user, on a file system that is empty after a restart.
fs::path runtime_folder() {
  const char* given = std::getenv("XDG_RUNTIME_DIR");
  return given && *given == '/' ? fs::path(given) : fs::temp_directory_path();
}

}  // namespace

Result<std::unique_ptr<RouterProcess>> RouterProcess::start(net::EpollLoop& loop,
                                                            const RouterSettings& settings,
                                                            Process::Calls calls) {
  auto router = std::make_unique<RouterProcess>();
  std::string folder = (runtime_folder() / "parley-board-XXXXXX").string();
  if (!::mkdtemp(folder.data())) return failure(system_error(attempted, errno));
  router->settings_ = settings;
  router->folder_ = folder;
  router->socket_ = router->folder_ / "router";
  if (auto begun = router->start_again(loop, std::move(calls)); !begun) {
    return failure(begun.error());
  }
  return router;
}

Result<> RouterProcess::start_again(net::EpollLoop& loop, Process::Calls calls) {
  process_.reset();
  sketch::SpawnRequest request;
  request.words = {settings_.program.string(), "router", "--private", "--socket", socket_.string()};
  const auto add = [&request](const char* option, const std::string& value) {
    if (!value.empty()) request.words.insert(request.words.end(), {option, value});
  };
  add("--ssid", settings_.ssid);
  add("--password", settings_.password);
  if (settings_.seed) add("--seed", std::to_string(*settings_.seed));
  request.own_session = true;
  // In order, so that its captures are whole and its socket is gone.
  request.death_signal = SIGTERM;
  auto process = Process::start(loop, std::move(request), std::move(calls));
  if (!process) return failure(process.error());
  process_ = std::move(*process);
  const SystemClock clock;
  const SteadyTime until = clock.steady() + start_patience;
  for (;;) {
    int error = 0;
    if (link::Connection::to(socket_.string(), &error).open()) return {};
    if (const auto& ending = process_->ending()) {
      return failure({ErrorClass::other, 0, attempted, "it ended " + ending->words()});
    }
    if (clock.steady() > until) return failure(system_error(attempted, error));
    ::usleep(500);
  }
}

RouterProcess::~RouterProcess() {
  if (process_) process_->end_and_wait(1s);
  process_.reset();
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

}  // namespace parley::board::run
