// One end of the connection between a board, or somebody who steers, and the router: a UNIX
// SOCK_SEQPACKET socket (unix(7)), non-blocking, closed on exec. A packet is a message.
//
// Owner: whoever made it; the descriptor ends with it. Thread rule: one thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "board/link/message.h"

namespace parley::board::link {

class Connection {
 public:
  Connection() = default;
  explicit Connection(int descriptor) : descriptor_(descriptor) {}
  Connection(Connection&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Connection& operator=(Connection&& other) noexcept;
  ~Connection() { close(); }

  /// Connects to the router at `path`, connect(2). A failure is an errno(3) in `*error`, and the
  /// connection is not open: ENOENT, ECONNREFUSED (nobody listens there any more), EAGAIN (its
  /// backlog is full), EACCES, ENAMETOOLONG (107 octets at most).
  static Connection to(const std::string& path, int* error);

  bool open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }
  void close();

  enum class Sent {
    yes,
    full,  ///< the other end does not read: poll for POLLOUT, or lose the message
    gone,  ///< the other end went away
  };

  /// `message` must be one that `encode` takes.
  Sent send(const Message& message);

  /// A frame without copying it together with its head. The same as `send`, but faster.
  Sent send_frame(std::uint8_t interface, std::span<const std::uint8_t> frame);

  /// An encoded message.
  Sent send_packet(std::span<const std::uint8_t> packet);

  enum class Got {
    message,
    nothing,   ///< poll for POLLIN
    ended,     ///< the other end went away
    nonsense,  ///< a packet that is not a message: end the connection
  };

  /// The next message. What it views is in `buffer`, valid until the next call with it.
  Got receive(Packet& buffer, Message& into);

 private:
  int descriptor_ = -1;
};

/// The router's end: a path at which it listens. The file is there as long as this object, and only
/// the user who owns it may connect (mode 0600).
class Listener {
 public:
  Listener() = default;
  Listener(Listener&& other) noexcept;
  Listener& operator=(Listener&&) = delete;
  ~Listener();

  /// Replaces a socket file that nobody listens at any more. A failure is an errno(3): EADDRINUSE
  /// where somebody does listen, or where the path is no socket at all.
  static Listener at(const std::string& path, int* error);

  bool open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }

  /// Not open when nobody waits, or with an errno in `*error` (EMFILE) when it could not be taken.
  Connection accept(int* error);

 private:
  int descriptor_ = -1;
  std::string path_;
};

}  // namespace parley::board::link
