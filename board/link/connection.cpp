#include "board/link/connection.h"

#include <cassert>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

namespace parley::board::link {

namespace {

// More boards than this starting in the very same moment wait and try again (EAGAIN).
constexpr int backlog = 128;

bool address_of(const std::string& path, sockaddr_un& address) {
  address = {};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path) return false;
  std::memcpy(address.sun_path, path.data(), path.size());
  return true;
}

int new_socket() {
  return ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

Connection::Sent sent_of(ssize_t result) {
  if (result >= 0) return Connection::Sent::yes;
  // ENOBUFS: the machine has no memory for it now. A frame is lost, a message waits.
  const bool full = errno == EAGAIN || errno == ENOBUFS || errno == ENOMEM;
  return full ? Connection::Sent::full : Connection::Sent::gone;
}

/// bind(2) with mode 0600 from the first moment on.
int bind_private(int descriptor, const sockaddr_un& address) {
  const mode_t before = ::umask(0177);
  const int result =
      ::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  const int error = errno;
  ::umask(before);
  errno = error;
  return result;
}

/// Removes a socket file whose listener is dead. False, with errno, for anything else.
bool remove_stale(const std::string& path) {
  struct stat seen {};
  if (::lstat(path.c_str(), &seen) != 0) return errno == ENOENT;
  int error = EADDRINUSE;
  if (S_ISSOCK(seen.st_mode) && !Connection::to(path, &error).open() && error == ECONNREFUSED) {
    return ::unlink(path.c_str()) == 0;
  }
  errno = EADDRINUSE;
  return false;
}

}  // namespace

Connection& Connection::operator=(Connection&& other) noexcept {
  if (this != &other) {
    close();
    descriptor_ = std::exchange(other.descriptor_, -1);
  }
  return *this;
}

Connection Connection::to(const std::string& path, int* error) {
  sockaddr_un address{};
  *error = ENAMETOOLONG;
  if (!address_of(path, address)) return {};
  Connection made(new_socket());
  if (made.open() && ::connect(made.descriptor_, reinterpret_cast<const sockaddr*>(&address),
                               sizeof address) == 0) {
    *error = 0;
    return made;
  }
  *error = errno;
  return {};
}

void Connection::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

Connection::Sent Connection::send(const Message& message) {
  Packet packet;
  const std::size_t size = encode(message, packet);
  assert(size != 0);
  return send_packet({packet.data(), size});
}

Connection::Sent Connection::send_frame(std::uint8_t interface,
                                        std::span<const std::uint8_t> frame) {
  assert(frame.size() >= frame_bytes_min && frame.size() <= frame_bytes_max);
  std::uint8_t head[2] = {static_cast<std::uint8_t>(Kind::frame), interface};
  iovec parts[2] = {{head, sizeof head}, {const_cast<std::uint8_t*>(frame.data()), frame.size()}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  return sent_of(::sendmsg(descriptor_, &message, MSG_NOSIGNAL));
}

Connection::Sent Connection::send_packet(std::span<const std::uint8_t> packet) {
  return sent_of(::send(descriptor_, packet.data(), packet.size(), MSG_NOSIGNAL));
}

Connection::Got Connection::receive(Packet& buffer, Message& into) {
  const ssize_t size = ::recv(descriptor_, buffer.data(), buffer.size(), MSG_TRUNC);
  if (size < 0) return errno == EAGAIN || errno == EINTR ? Got::nothing : Got::ended;
  // An empty packet looks the same as the end; nobody sends one.
  if (size == 0) return Got::ended;
  if (static_cast<std::size_t>(size) > buffer.size()) return Got::nonsense;
  const auto message = decode({buffer.data(), static_cast<std::size_t>(size)});
  if (!message) return Got::nonsense;
  into = *message;
  return Got::message;
}

Listener::Listener(Listener&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {
  other.path_.clear();
}

Listener::~Listener() {
  if (descriptor_ < 0) return;
  ::unlink(path_.c_str());
  ::close(descriptor_);
}

Listener Listener::at(const std::string& path, int* error) {
  Listener made;
  sockaddr_un address{};
  *error = ENAMETOOLONG;
  if (!address_of(path, address)) return made;
  const int descriptor = new_socket();
  if (descriptor >= 0 && remove_stale(path) && bind_private(descriptor, address) == 0) {
    made.descriptor_ = descriptor;
    made.path_ = path;
    *error = ::listen(descriptor, backlog) == 0 ? 0 : errno;
    return *error == 0 ? std::move(made) : Listener();
  }
  *error = errno;
  if (descriptor >= 0) ::close(descriptor);
  return made;
}

Connection Listener::accept(int* error) {
  Connection taken(::accept4(descriptor_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  *error = taken.open() || errno == EAGAIN || errno == ECONNABORTED ? 0 : errno;
  return taken;
}

}  // namespace parley::board::link
