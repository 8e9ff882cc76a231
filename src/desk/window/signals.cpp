#include "desk/window/signals.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace parley::desk::window {

namespace {

constexpr std::array ending_signals{SIGINT, SIGTERM, SIGHUP};

int write_end = -1;

/// As signal-safety(7) allows.
void tell(int /*signal*/) {
  const char one = 1;
  (void)!::write(write_end, &one, 1);
}

void handle_with(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (const int number : ending_signals)
    sigaction(number, &action, nullptr);
}

}  // namespace

Signals::Signals(QObject* parent) : QObject(parent) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return;  // they then end the program
  read_end_ = ends[0];
  write_end = ends[1];
  notifier_ = new QSocketNotifier(read_end_, QSocketNotifier::Read, this);
  connect(notifier_, &QSocketNotifier::activated, this, [this] {
    std::array<char, 16> taken{};
    (void)!::read(read_end_, taken.data(), taken.size());
    Q_EMIT end_wanted();
  });
  handle_with(tell);
}

Signals::~Signals() {
  if (read_end_ < 0) return;
  handle_with(SIG_DFL);
  ::close(read_end_);
  ::close(write_end);
}

}  // namespace parley::desk::window
