#include "board/run/process.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace parley::board::run {

namespace {

/// A wrapper (bubblewrap) tells the signal that ended its child as a shell does.
constexpr int shell_signal_base = 128;

Ending ending_of(const siginfo_t& info) {
  if (info.si_code != CLD_EXITED) return {0, info.si_status};
  if (info.si_status > shell_signal_base && info.si_status <= shell_signal_base + SIGSYS) {
    return {0, info.si_status - shell_signal_base};
  }
  return {info.si_status, 0};
}

}  // namespace

std::string Ending::words() const {
  if (signal == 0) return fmt::format("with status {}", status);
  const char* name = ::sigabbrev_np(signal);
  const char* described = ::sigdescr_np(signal);
  return fmt::format("by SIG{} ({})", name ? name : std::to_string(signal),
                     described ? described : "unknown signal");
}

Process::Process(net::EpollLoop& loop, pid_t id, bool has_session, Calls calls)
    : loop_(loop),
      id_(id),
      has_session_(has_session),
      calls_(std::move(calls)),
      buffer_(line_bytes_max, '\0'),
      kill_timer_(loop, [this] {
        was_killed_ = true;
        signal(SIGKILL);
      }) {}

Result<std::unique_ptr<Process>> Process::start(net::EpollLoop& loop, sketch::SpawnRequest request,
                                                Calls calls) {
  const std::string attempted = "start " + request.words.front();
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return failure(system_error(attempted, errno));
  net::Descriptor read_end(ends[0]);
  const net::Descriptor write_end(ends[1]);
  ::fcntl(read_end.get(), F_SETFL, O_NONBLOCK);  // two coroutines read it, at the end
  request.errors = write_end.get();
  const auto id = sketch::spawn(request);
  if (!id) return failure(id.error());
  std::unique_ptr<Process> made(new Process(loop, *id, request.own_session, std::move(calls)));
  made->descriptor_.reset(static_cast<int>(::syscall(SYS_pidfd_open, *id, 0)));
  if (!made->descriptor_) return failure(system_error(attempted, errno));
  made->exit_ = net::DescriptorStream::borrow(loop, made->descriptor_.get());
  made->errors_ = std::make_unique<net::DescriptorStream>(loop, std::move(read_end));
  if (!made->exit_) return failure(system_error(attempted, errno));
  made->listening_ = made->listen();
  made->listening_.start();
  made->watching_ = made->watch();
  made->watching_.start();
  return made;
}

Process::~Process() {
  calls_ = {};
  if (ending()) return;
  signal(SIGKILL);
  while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void Process::signal(int number) {
  if (!ending()) ::kill(has_session_ ? -id_ : id_, number);
}

void Process::end() {
  if (kill_timer_.armed() || ending()) return;
  signal(SIGTERM);
  kill_timer_.arm(loop_.now() + end_patience);
}

void Process::end_and_wait(Duration patience) {
  if (ending()) return;
  signal(SIGTERM);
  const auto limit = std::chrono::ceil<std::chrono::milliseconds>(patience);
  pollfd wait{descriptor_.get(), POLLIN, 0};
  ::poll(&wait, 1, static_cast<int>(limit.count()));
  // The destructor kills one that is still there.
}

const std::optional<Ending>& Process::ending() {
  if (ending_) return ending_;
  siginfo_t info{};
  if (::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOHANG) == 0 && info.si_pid != 0) {
    ending_ = ending_of(info);
    kill_timer_.disarm();
    hear_rest();  // before anybody acts on the end, and lets go of this object
  }
  return ending_;
}

/// What it said last is often why it ended. The pipe may be held open by children of its own, so
/// what is there now is all.
void Process::hear_rest() {
  while (errors_->readable_now()) {
    const net::Io got = errors_->read(buffer_);
    if (got.status != net::Io::Status::done) break;
    hear(Bytes(buffer_.data(), got.bytes));
  }
  say_rest();
}

net::Task<> Process::watch() {
  while (!ending())
    co_await net::ready(*exit_, net::Interest::read);
  loop_.post([ended = std::move(calls_.ended)] {
    if (ended) ended();
  });
}

net::Task<> Process::listen() {
  for (;;) {
    co_await net::ready(*errors_, net::Interest::read);
    const net::Io got = errors_->read(buffer_);
    if (got.status == net::Io::Status::again) continue;
    if (got.status != net::Io::Status::done) break;
    hear(Bytes(buffer_.data(), got.bytes));
  }
  say_rest();
}

void Process::hear(Bytes bytes) {
  for (const char c : bytes) {
    if (c != '\n') line_ += c;
    if (c == '\n' || line_.size() >= line_bytes_max) say_rest();
  }
}

void Process::say_rest() {
  if (!line_.empty() && calls_.said) calls_.said(std::exchange(line_, {}));
  line_.clear();
}

}  // namespace parley::board::run
