#include "board/cli/rows_out.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

namespace parley::board::cli {

void RowsOut::add(std::string_view row) {
  if (waiting_.size() + row.size() + 1 > rows_bytes_max) {
    ++left_out_;
    return;
  }
  if (left_out_ != 0) waiting_ += fmt::format("({} rows were left out)\n", left_out_);
  left_out_ = 0;
  waiting_ += row;
  waiting_ += '\n';
}

bool RowsOut::write_some() {
  // A pipe that poll(2) calls writable takes this much without waiting (pipe(7)).
  const std::size_t count = std::min<std::size_t>(waiting_.size(), PIPE_BUF);
  const ssize_t written = ::write(descriptor_, waiting_.data(), count);
  if (written < 0 && (errno == EINTR || errno == EAGAIN)) return true;
  if (written < 0) {
    waiting_.clear();
    return false;
  }
  waiting_.erase(0, static_cast<std::size_t>(written));
  return true;
}

void RowsOut::finish() {
  constexpr int patience_ms = 2000;
  pollfd room{descriptor_, POLLOUT, 0};
  while (waits() && ::poll(&room, 1, patience_ms) > 0 && write_some()) {
  }
}

}  // namespace parley::board::cli
