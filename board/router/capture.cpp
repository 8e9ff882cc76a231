#include "board/router/capture.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parley::board::router {

namespace {

using record::pcapng::Direction;

/// Nothing, a pcapng file, or no file at all but something that is written to (a FIFO).
bool may_be_replaced(int descriptor) {
  struct stat seen {};
  if (::fstat(descriptor, &seen) != 0) return false;
  if (!S_ISREG(seen.st_mode) || seen.st_size == 0) return true;
  std::uint32_t first = 0;
  return ::pread(descriptor, &first, sizeof first, 0) == sizeof first &&
         first == record::pcapng::section_header_type;
}

}  // namespace

Result<std::unique_ptr<Capture>> Capture::open(const std::string& path, std::string board,
                                               const Clock& clock) {
  const std::string attempted = fmt::format("capture into {}", path);
  // O_NONBLOCK: a FIFO that nobody reads is an error (ENXIO) instead of a stop of the whole router.
  int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);
  if (descriptor < 0) return failure(system_error(attempted, errno));
  if (!may_be_replaced(descriptor)) {
    ::close(descriptor);
    return failure({ErrorClass::bad_input, 0, attempted,
                    "the file is there and is no capture; remove it, or name another"});
  }
  if (::ftruncate(descriptor, 0) != 0 && errno != EINVAL) {
    const int error = errno;
    ::close(descriptor);
    return failure(system_error(attempted, error));
  }
  std::unique_ptr<Capture> made(new Capture(descriptor, path, std::move(board), clock));
  // The header at once: who opens the file early finds a capture without packets.
  if (auto flushed = made->flush(); !flushed) return failure(flushed.error());
  return made;
}

Capture::Capture(int descriptor, std::string path, std::string board, const Clock& clock)
    : descriptor_(descriptor),
      path_(std::move(path)),
      board_(std::move(board)),
      clock_(clock),
      steady_start_(clock.steady()),
      wall_start_(clock.wall()) {
  record::pcapng::append_section(buffer_, "Parley " PARLEY_VERSION);
  if (!board_.empty()) interface_of(board_);
}

Capture::~Capture() {
  flush();
  ::close(descriptor_);
}

void Capture::sent(const std::string& board, Frame frame, bool lost) {
  add(board, frame, Direction::outbound, lost);
}

void Capture::delivered(const std::string& board, Frame frame) {
  add(board, frame, Direction::inbound, false);
}

std::uint32_t Capture::interface_of(const std::string& board) {
  const auto [found, is_new] =
      interfaces_.try_emplace(board, static_cast<std::uint32_t>(interfaces_.size()));
  if (is_new) {
    record::pcapng::append_interface(
        buffer_, {.name = "board " + board,
                  .description = "outbound: what the board sent, before its link; inbound: what "
                                 "reached it"});
  }
  return found->second;
}

void Capture::add(const std::string& board, Frame frame, Direction direction, bool lost) {
  if (broken_ || (!board_.empty() && board != board_)) return;
  const SteadyTime now = clock_.steady();
  const std::uint32_t interface = interface_of(board);
  record::pcapng::append_packet(
      buffer_, {.interface = interface,
                .time = wall_start_ + (now - steady_start_),
                .direction = direction,
                .data = {reinterpret_cast<const char*>(frame.data()), frame.size()},
                .comment = lost ? "lost on the link" : ""});
  if (!flush_due_) flush_due_ = now + capture_flush_after;
  if (buffer_.size() >= capture_buffer_bytes) flush_due_ = now;
  // A turn of the router adds less than a buffer; this is for the one that adds more.
  if (buffer_.size() >= 2 * capture_buffer_bytes) flush();
}

Result<> Capture::flush() {
  Bytes left = buffer_;
  while (!left.empty() && !broken_) {
    const ssize_t written = ::write(descriptor_, left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      broken_ = system_error(fmt::format("write the capture {}", path_), errno);
    } else {
      left.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  buffer_.clear();
  flush_due_.reset();
  if (broken_) return failure(*broken_);
  return {};
}

}  // namespace parley::board::router
