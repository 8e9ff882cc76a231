#include "board/cli/router_loop.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/cli/router_rows.h"
#include "board/cli/rows_out.h"
#include "board/router/router.h"
#include "cli/conversation.h"
#include "text/timestamp.h"

namespace parley::board::cli {

namespace {

using parley::cli::Exit;

constexpr std::chrono::hours nothing_to_do{1};

/// A typed line longer than this is not a command.
constexpr std::size_t line_bytes_max = 4096;

int signals_descriptor(bool is_private) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  for (const int terminal : {SIGINT, SIGHUP}) {
    if (is_private) std::signal(terminal, SIG_IGN);
    if (!is_private) sigaddset(&signals, terminal);
  }
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// Whether the end of standard input is the parent's end, rather than a file's or /dev/null's.
bool is_lifeline(int descriptor) {
  struct stat seen {};
  if (::fstat(descriptor, &seen) != 0) return false;
  return S_ISFIFO(seen.st_mode) || S_ISSOCK(seen.st_mode);
}

class RouterLoop {
 public:
  RouterLoop(const RouterShape& shape, router::Router& router)
      : shape_(shape),
        router_(router),
        rows_(STDOUT_FILENO),
        signals_(signals_descriptor(shape.is_private)),
        input_(shape.is_private && !is_lifeline(STDIN_FILENO) ? -1 : STDIN_FILENO) {
    router_.on_notice([this](const std::string& notice) { show_notice(notice); });
  }
  ~RouterLoop() { ::close(signals_); }
  RouterLoop(const RouterLoop&) = delete;
  RouterLoop& operator=(const RouterLoop&) = delete;

  void say_where();
  Exit run();

 private:
  void show_notice(const std::string& notice);
  void show_answer(const std::string& line, const router::Router::Answer& answer);
  void show(const std::string& row) { rows_.add(row); }
  void read_input();
  void run_line(std::string line);

  const RouterShape& shape_;
  router::Router& router_;
  RowsOut rows_;
  int signals_;
  int input_;
  bool ends_ = false;
  std::string typed_;
  SystemClock clock_;
};

void RouterLoop::say_where() {
  if (shape_.is_private || shape_.jsonl) {
    nlohmann::ordered_json open{{"notice", "router"}, {"state", "open"}, {"path", shape_.path}};
    show(open.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    return;
  }
  const auto& ssid = shape_.fabric.ssid;
  fmt::print(stderr,
             "The router is open at {}.\n"
             "  {}\n"
             "  Boards reach this computer as 10.0.2.2. Type help for what can be typed here.\n",
             shape_.path,
             ssid ? fmt::format("Boards join the Wi-Fi \"{}\"{}.", *ssid,
                                shape_.fabric.password ? " with its password" : "")
                  : "Boards join with any Wi-Fi name and password; a scan shows \"Parley\".");
}

void RouterLoop::show_notice(const std::string& notice) {
  if (shape_.is_private) return;
  show(shape_.jsonl ? notice : text::time_of_day_text(clock_.wall()) + "  " + notice_row(notice));
}

void RouterLoop::show_answer(const std::string& line, const router::Router::Answer& answer) {
  if (shape_.jsonl) {
    nlohmann::ordered_json object{
        {"answer", answer.ok ? "ok" : "failed"}, {"command", line}, {"text", answer.text}};
    show(object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    return;
  }
  show(answer.ok && line == "boards" ? boards_table(answer.text) : answer.text);
}

void RouterLoop::run_line(std::string line) {
  if (line.ends_with('\r')) line.pop_back();
  if (line.empty()) return;
  show_answer(line, router_.command(line));
}

void RouterLoop::read_input() {
  char octets[4096];
  const ssize_t count = ::read(input_, octets, sizeof octets);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (count <= 0) {
    // Without a parent to follow, the end of input ends nothing: a router may run in the
    // background.
    ends_ = ends_ || shape_.is_private;
    input_ = -1;
    return;
  }
  if (shape_.is_private) return;
  typed_.append(octets, static_cast<std::size_t>(count));
  for (std::size_t end = typed_.find('\n'); end != typed_.npos; end = typed_.find('\n')) {
    std::string line = typed_.substr(0, end);
    typed_.erase(0, end + 1);
    run_line(std::move(line));
  }
  if (typed_.size() > line_bytes_max) typed_.clear();
}

Exit RouterLoop::run() {
  while (!ends_) {
    pollfd more[] = {{signals_, POLLIN, 0},
                     {input_, POLLIN, 0},
                     {rows_.waits() ? rows_.descriptor() : -1, POLLOUT, 0}};
    router_.turn(more, nothing_to_do);
    if (more[0].revents != 0) ends_ = true;
    if (more[1].revents != 0) read_input();
    if (more[2].revents != 0 && !rows_.write_some()) ends_ = !shape_.is_private;
  }
  router_.end();
  rows_.finish();
  return Exit::done;
}

}  // namespace

Exit run_router_loop(const RouterShape& shape) {
  if (shape.is_private) ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  const SystemClock clock;
  auto router = router::Router::open(shape.path, shape.fabric, clock);
  if (!router) {
    fmt::print(stderr, "parley: {}\n", to_string(router.error()));
    return Exit::failed;
  }
  for (const auto& command : shape.commands) {
    const auto answer = (*router)->command(command);
    if (answer.ok) continue;
    fmt::print(stderr, "parley: {}\n", answer.text);
    return Exit::usage;
  }
  Exit exit{};
  {
    RouterLoop loop(shape, **router);
    loop.say_where();
    exit = loop.run();
  }
  router->reset();  // and with it the socket
  // A parent that was killed can no longer remove the folder it made for this socket. rmdir(2)
  // leaves one alone that holds anything else.
  if (shape.is_private) ::rmdir(std::filesystem::path(shape.path).parent_path().c_str());
  return exit;
}

}  // namespace parley::board::cli
