#include "net/descriptor_stream.h"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>

namespace parley::net {

std::unique_ptr<DescriptorStream> DescriptorStream::borrow(EpollLoop& loop, int descriptor) {
  Descriptor copy(::fcntl(descriptor, F_DUPFD_CLOEXEC, 3));
  if (!copy) return nullptr;
  return std::make_unique<DescriptorStream>(loop, std::move(copy));
}

DescriptorStream::DescriptorStream(EpollLoop& loop, Descriptor owned)
    : descriptor_(std::move(owned)), watch_(loop, descriptor_.get()) {}

bool DescriptorStream::readable_now() const {
  pollfd asked{descriptor_.get(), POLLIN, 0};
  return ::poll(&asked, 1, 0) > 0;
}

Io DescriptorStream::read(std::span<char> into) {
  const ssize_t got = ::read(descriptor_.get(), into.data(), into.size());
  if (got > 0) return Io::done(static_cast<std::size_t>(got));
  if (got == 0) return Io::end();
  if (errno == EAGAIN || errno == EINTR) return Io::again();
  return Io::failed(errno);
}

Io DescriptorStream::write(Bytes bytes) {
  const ssize_t put = ::write(descriptor_.get(), bytes.data(), bytes.size());
  if (put >= 0) return Io::done(static_cast<std::size_t>(put));
  if (errno == EAGAIN || errno == EINTR) return Io::again();
  return Io::failed(errno);
}

}  // namespace parley::net
