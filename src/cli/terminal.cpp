#include "cli/terminal.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parley::cli {

namespace {

constexpr int open_flags = O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

bool same_device(int one, int other) {
  struct stat first {};
  struct stat second {};
  return fstat(one, &first) == 0 && fstat(other, &second) == 0 && S_ISCHR(first.st_mode) &&
         S_ISCHR(second.st_mode) && first.st_rdev == second.st_rdev;
}

}  // namespace

Result<Terminal> Terminal::open(int input, int output) {
  if (isatty(input) == 0 || !same_device(input, output)) {
    return failure({ErrorClass::device, 0, "edit lines on the terminal",
                    "standard input and output are not one terminal"});
  }
  std::array<char, 256> name{};
  int error = ttyname_r(output, name.data(), name.size());
  if (error == 0) {
    net::Descriptor own(::open(name.data(), open_flags));
    if (own && same_device(own.get(), output)) return Terminal(std::move(own));
    error = errno;
  }
  // It belongs to another user (su), or has no name here (a container): /dev/tty is open to all
  // whose controlling terminal it is.
  if (tcgetpgrp(output) >= 0) {
    net::Descriptor own(::open("/dev/tty", open_flags));
    if (own) return Terminal(std::move(own));
    error = errno;
  }
  return failure(system_error("open the terminal for editing", error));
}

Terminal::Terminal(net::Descriptor own) : own_(std::move(own)) {
  tcgetattr(own_.get(), &before_);
  editing_ = before_;
}

bool Terminal::in_foreground() const {
  const pid_t group = tcgetpgrp(own_.get());
  return group < 0 || group == getpgrp();  // no job control on what is not our controlling terminal
}

// A terminal that went away takes its mode with it: failures of these three mean just that, and
// reads and writes tell it.

void Terminal::restore_mode() const {
  tcsetattr(own_.get(), TCSANOW, &before_);
}

void Terminal::keep_editing_mode() {
  tcgetattr(own_.get(), &editing_);
}

void Terminal::set_editing_mode() const {
  tcsetattr(own_.get(), TCSANOW, &editing_);
}

}  // namespace parley::cli
