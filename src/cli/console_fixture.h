// For the console's tests: a pseudo-terminal, and what a person would see on it.
#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <mutex>
#include <poll.h>
#include <pty.h>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

#include "cli/console.h"
#include "net/descriptor.h"

namespace parley::cli {

/// Far beyond what anything here takes; only a hang gets there.
inline constexpr std::chrono::seconds patience{30};

/// A terminal as far as rows and libedit on a vt100 need one: CR, LF, BS, wrapping, CUU, CUD, CUF,
/// CUB, ED and EL to the end. Lines scroll off into nowhere; nothing is forgotten before.
class Screen {
 public:
  explicit Screen(std::size_t columns) : columns_(columns) {}

  void write(std::string_view bytes) {
    for (const char octet : bytes)
      put(octet);
  }

  /// Lines without trailing spaces, and without empty ones at the end.
  std::vector<std::string> lines() const {
    std::vector<std::string> all;
    for (std::string line : lines_) {
      while (line.ends_with(' '))
        line.pop_back();
      all.push_back(line);
    }
    while (!all.empty() && all.back().empty())
      all.pop_back();
    return all;
  }

 private:
  void put(char octet) {
    if (!sequence_.empty()) {
      sequence_ += octet;
      if (sequence_.size() > 2 && octet >= '@') run_sequence();
      return;
    }
    switch (octet) {
      case '\x1b': sequence_ = octet; return;
      case '\r': column_ = 0; return;
      case '\n': move_to(row_ + 1); return;
      case '\b': column_ -= column_ > 0 ? 1 : 0; return;
      case '\0':  // padding
      case '\a': return;
      default: break;
    }
    if (column_ == columns_) {
      column_ = 0;
      move_to(row_ + 1);
    }
    lines_[row_].resize(std::max(lines_[row_].size(), column_ + 1), ' ');
    lines_[row_][column_++] = octet;
  }

  void run_sequence() {
    const int given = std::atoi(sequence_.c_str() + 2);
    const auto count = static_cast<std::size_t>(std::max(1, given));
    switch (sequence_.back()) {
      case 'A': row_ -= std::min(row_, count); break;
      case 'B': move_to(row_ + count); break;
      case 'C': column_ = std::min(columns_ - 1, column_ + count); break;
      case 'D': column_ -= std::min(column_, count); break;
      case 'J': lines_.resize(row_ + 1); [[fallthrough]];
      case 'K': lines_[row_].resize(std::min(lines_[row_].size(), column_)); break;
      default:
        ADD_FAILURE() << "a sequence that this screen does not know: " << sequence_.substr(1);
    }
    sequence_.clear();
  }

  void move_to(std::size_t row) {
    row_ = row;
    if (lines_.size() <= row_) lines_.resize(row_ + 1);
  }

  std::size_t columns_;
  std::vector<std::string> lines_{1};
  std::size_t row_ = 0;
  std::size_t column_ = 0;
  std::string sequence_;
};

/// The person's side of a pseudo-terminal of 40 columns.
class Person {
 public:
  Person() : screen_(columns) {
    setenv("TERM", "vt100", 1);  // NOLINT(concurrency-mt-unsafe): no other thread here
    int ours = -1;
    int theirs = -1;
    winsize size{24, columns, 0, 0};
    EXPECT_EQ(openpty(&ours, &theirs, nullptr, nullptr, &size), 0);
    ours_ = net::Descriptor(ours);
    theirs_ = net::Descriptor(theirs);
  }
  explicit Person(int ours) : ours_(ours), screen_(columns) {}

  int terminal() const { return theirs_.get(); }
  void hang_up() { ours_.reset(); }

  void type(std::string_view keys) const {
    EXPECT_EQ(::write(ours_.get(), keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
  }

  /// Looks at the screen until its last lines are these; the time limit is against hanging.
  ::testing::AssertionResult sees(const std::vector<std::string>& expected) {
    const auto until = std::chrono::steady_clock::now() + patience;
    for (;;) {
      const auto lines = screen_.lines();
      if (lines.size() >= expected.size() &&
          std::equal(expected.begin(), expected.end(), lines.end() - std::ssize(expected))) {
        return ::testing::AssertionSuccess();
      }
      look(100);
      if (std::chrono::steady_clock::now() > until) {
        return ::testing::AssertionFailure() << "saw " << ::testing::PrintToString(lines);
      }
    }
  }

  /// What has come, without waiting for more than the given time.
  const Screen& screen(int milliseconds) {
    while (look(milliseconds)) {
    }
    return screen_;
  }

 private:
  static constexpr unsigned short columns = 40;

  bool look(int milliseconds) {
    pollfd come{ours_.get(), POLLIN, 0};
    std::array<char, 4096> bytes;
    if (::poll(&come, 1, milliseconds) != 1) return false;
    const auto got = ::read(ours_.get(), bytes.data(), bytes.size());
    if (got <= 0) return false;
    screen_.write({bytes.data(), static_cast<std::size_t>(got)});
    return true;
  }

  net::Descriptor ours_;
  net::Descriptor theirs_;
  Screen screen_;
};

/// What a console handed over, waited for.
class Heard {
 public:
  Console::Calls calls() {
    return {[this](std::string line) { add(std::move(line)); }, [this] { add("<end>"); }};
  }

  std::string next() {
    std::unique_lock lock(mutex_);
    if (!come_.wait_for(lock, patience, [this] { return !lines_.empty(); })) return "<nothing>";
    std::string line = lines_.front();
    lines_.erase(lines_.begin());
    return line;
  }

 private:
  void add(std::string line) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::move(line));
    come_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable come_;
  std::vector<std::string> lines_;
};

}  // namespace parley::cli
