#include "cli/console.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "cli/thread.h"

namespace parley::cli {

using namespace std::chrono_literals;

namespace {

/// Erasing and drawing the prompt for each row of dense traffic would only flicker.
constexpr auto rows_interval = 8ms;

/// So much is printed before keys are looked at again.
constexpr std::size_t rows_bytes_per_turn = 32 * 1024;

/// Echo that waits for the terminal; beyond it no more keys are taken.
constexpr std::size_t screen_bytes_max = 64 * 1024;

/// How often a process in the background looks whether it has been brought back: a shell need not
/// send a signal for that.
constexpr auto background_interval = 300ms;

/// At the end, for erasing the prompt of a terminal that takes nothing.
constexpr auto finish_patience = 100ms;

SteadyTime now() {
  return SystemClock().steady();
}

}  // namespace

Console::Signals::Signals() {
  sigset_t read{};
  sigemptyset(&read);
  for (const int signal : {SIGTSTP, SIGCONT, SIGWINCH})
    sigaddset(&read, signal);
  sigset_t blocked = read;
  for (const int signal : {SIGTTIN, SIGTTOU})
    sigaddset(&blocked, signal);
  pthread_sigmask(SIG_BLOCK, &blocked, &before_);
  descriptor_.reset(::signalfd(-1, &read, SFD_NONBLOCK | SFD_CLOEXEC));
  error_ = errno;
}

Console::Signals::~Signals() {
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

Result<std::unique_ptr<Console>> Console::open(int input, int output, Calls calls) {
  auto terminal = Terminal::open(input, output);
  if (!terminal) return failure(terminal.error());
  if (auto able = LineEditor::check_terminal(); !able) return failure(able.error());
  std::unique_ptr<Console> console(new Console(std::move(*terminal), std::move(calls)));
  if (auto started = console->start(); !started) return failure(started.error());
  return console;
}

Console::Console(Terminal terminal, Calls calls)
    : terminal_(std::move(terminal)), calls_(std::move(calls)) {}

Result<> Console::start() {
  if (signals_.descriptor() < 0 || queue_.wake_descriptor() < 0) {
    return failure(system_error("wait for what is typed", signals_.error()));
  }
  auto started = start_thread("a thread for the prompt", [this] { run(); });
  if (!started) return failure(started.error());
  thread_ = std::move(*started);
  return {};
}

Console::~Console() {
  queue_.on_drained({});
  queue_.on_broken({});
  stopping_ = true;
  queue_.wake();
  if (thread_.joinable()) thread_.join();
}

bool Console::interrupt() {
  if (!something_typed_) return false;
  clear_wanted_ = true;
  queue_.wake();
  return true;
}

void Console::run() {
  const ThreadLocale locale;
  while (!stopping_) {
    if (editor_ && !input_ended_) {
      edit();
    } else if (!input_ended_ && terminal_.in_foreground()) {
      editor_.emplace(terminal_, screen_, [this] { return next_key(); });
    } else {
      turn();
    }
  }
  finish();
}

void Console::edit() {
  std::string line;
  prompt_shown_ = true;
  const LineEditor::Ended ended = editor_->edit(line);
  something_typed_ = false;
  switch (ended) {
    case LineEditor::Ended::line:
      prompt_shown_ = false;
      calls_.line(std::move(line));
      break;
    case LineEditor::Ended::no_more:
      prompt_shown_ = false;
      end_input();
      break;
    case LineEditor::Ended::gave_up:
      // Unasked: libedit could not set the mode, so the terminal has gone.
      if (!stopping_ && !input_ended_) end_input();
      break;
  }
}

std::optional<wchar_t> Console::next_key() {
  if (!mode_kept_) terminal_.keep_editing_mode();
  mode_kept_ = true;
  something_typed_ = !editor_->empty();
  if (!something_typed_) clear_wanted_ = false;
  while (!stopping_ && !input_ended_) {
    if (clear_wanted_ && something_typed_) {
      // Wanted until the line is empty: this key may be taken for a part of an escape sequence.
      keys_ = {};
      return LineEditor::clear_key;
    }
    if (screen_.size() < screen_bytes_max) {
      if (const auto key = keys_.next()) return key;
    }
    turn();
  }
  return std::nullopt;
}

/// Writes what can be written, then waits for whatever comes next.
void Console::turn() {
  queue_.serve();
  if (screen_.empty()) rows_idle_ = !show_rows();
  write_screen();
  const bool reads = editor_ && prompt_shown_ && !input_ended_;
  const short events = static_cast<short>((reads ? POLLIN : 0) | (screen_.empty() ? 0 : POLLOUT));
  std::array<pollfd, 3> looks{{{queue_.wake_descriptor(), POLLIN, 0},
                               {signals_.descriptor(), POLLIN, 0},
                               {events != 0 ? terminal_.descriptor() : -1, events, 0}}};
  ::poll(looks.data(), looks.size(), patience());
  if (looks[0].revents != 0) {
    queue_.clear_wake();
    rows_idle_ = false;
  }
  if (looks[1].revents != 0) take_signals();
  if (reads && (looks[2].revents & (POLLIN | POLLHUP | POLLERR)) != 0) read_keys();
  if (editor_ && !prompt_shown_ && terminal_.in_foreground()) resume();
}

/// For poll(2).
int Console::patience() const {
  Duration wait = Duration::max();
  if (!input_ended_ && !prompt_shown_) wait = background_interval;
  if (screen_.empty() && !rows_idle_) wait = std::min<Duration>(wait, rows_due_ - now());
  if (wait == Duration::max()) return -1;
  return std::max(0, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(wait).count()));
}

/// False: there is none, and the queue will wake.
bool Console::show_rows() {
  if (now() < rows_due_ && !queue_.hurried()) return true;
  if (rows_done_ == rows_.size()) {
    rows_.clear();
    rows_done_ = 0;
    if (!queue_.take(rows_)) return false;
  }
  std::string_view piece = std::string_view(rows_).substr(rows_done_);
  if (piece.size() > rows_bytes_per_turn) {
    const auto within = piece.substr(0, rows_bytes_per_turn).rfind('\n');
    piece = piece.substr(0, (within != piece.npos ? within : piece.find('\n')) + 1);
  }
  assert(piece.ends_with('\n') && "the queue of a console is given whole rows");
  if (prompt_shown_) editor_->erase();
  screen_ += piece;
  if (prompt_shown_) editor_->draw();
  rows_done_ += piece.size();
  rows_on_screen_ = piece.size();
  return true;
}

void Console::write_screen() {
  while (screen_done_ < screen_.size()) {
    const auto written = ::write(terminal_.descriptor(), screen_.data() + screen_done_,
                                 screen_.size() - screen_done_);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EAGAIN) return;
    if (written < 0) {
      if (!gone_) queue_.broke(system_error("write to the terminal", errno));
      gone_ = true;
      rows_on_screen_ = 0;
      rows_.clear();
      rows_done_ = 0;
      break;
    }
    screen_done_ += static_cast<std::size_t>(written);
  }
  screen_.clear();
  screen_done_ = 0;
  if (rows_on_screen_ == 0) return;
  queue_.wrote(std::exchange(rows_on_screen_, 0));
  rows_due_ = now() + rows_interval;
}

void Console::read_keys() {
  std::array<char, 4096> typed;
  const auto got = ::read(terminal_.descriptor(), typed.data(), typed.size());
  if (got > 0) {
    keys_.feed(Bytes(typed.data(), static_cast<std::size_t>(got)));
  } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
    // EIO without a signal in the background, tty_ioctl(4); otherwise the terminal has gone.
    if (!terminal_.in_foreground()) {
      prompt_shown_ = false;
    } else {
      end_input();
    }
  }
}

void Console::end_input() {
  input_ended_ = true;
  something_typed_ = false;
  hide_prompt();
  terminal_.restore_mode();
  calls_.end();
}

void Console::take_signals() {
  signalfd_siginfo info{};
  while (::read(signals_.descriptor(), &info, sizeof info) == sizeof info) {
    const int signal = static_cast<int>(info.ssi_signo);
    if (signal == SIGTSTP) suspend();
    if (signal == SIGCONT || (signal == SIGWINCH && prompt_shown_)) resume();
  }
}

/// Stops the process as SIGTSTP does where nobody reads it, with the terminal as it was.
void Console::suspend() {
  hide_prompt();
  write_screen();
  terminal_.restore_mode();
  sigset_t stop{};
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  raise(SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stop, nullptr);  // here it stops
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  resume();
}

/// Takes the terminal back after a stop, or draws anew after its size changed.
void Console::resume() {
  if (!editor_ || input_ended_ || !terminal_.in_foreground()) {
    prompt_shown_ = false;
    return;
  }
  terminal_.set_editing_mode();
  editor_->resized();
  if (prompt_shown_) editor_->erase();
  prompt_shown_ = true;
  editor_->draw();
}

void Console::hide_prompt() {
  if (prompt_shown_) editor_->erase();
  prompt_shown_ = false;
}

void Console::finish() {
  hide_prompt();
  const SteadyTime until = now() + finish_patience;
  write_screen();
  while (!screen_.empty() && now() < until) {
    pollfd room{terminal_.descriptor(), POLLOUT, 0};
    ::poll(&room, 1, 10);
    write_screen();
  }
  editor_.reset();
  terminal_.restore_mode();
}

}  // namespace parley::cli
