// The seam of the network room: what a conversation needs of a socket, and no more. Real sockets,
// TLS, serial ports, standard input and the simulator all come as these types.
//
// No call blocks. A coroutine asks (`read`), and when the answer is `again` it waits
// (`co_await ready(...)`) and asks anew. One coroutine may wait on an object at a time; another may
// cut the wait short (`wake`).
//
// Thread rule: the thread of the Loop that the object was made with.
#pragma once

#include <cerrno>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/address.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"

namespace parley::net {

/// What a waiter wants to be able to do, and later what it can. A set.
enum class Interest : std::uint8_t { none = 0, read = 1, write = 2, both = 3 };

constexpr Interest operator|(Interest a, Interest b) {
  return static_cast<Interest>(static_cast<int>(a) | static_cast<int>(b));
}
constexpr bool has(Interest set, Interest member) {
  return (static_cast<int>(set) & static_cast<int>(member)) != 0;
}

/// The outcome of one call that does not block.
struct Io {
  enum class Status : std::uint8_t {
    done,    ///< `bytes` octets moved (a datagram may have 0)
    again,   ///< nothing now: wait
    end,     ///< the peer finished its direction (FIN, close_notify, end of file)
    failed,  ///< `error` is an errno(3); for TLS `Stream::trouble` knows more
  };
  Status status = Status::again;
  std::size_t bytes = 0;
  int error = 0;

  static Io done(std::size_t count) { return {Status::done, count, 0}; }
  static Io again() { return {}; }
  static Io end() { return {Status::end, 0, 0}; }
  static Io failed(int error_number) { return {Status::failed, 0, error_number}; }
};

/// What the kernel knows of a TCP connection (tcp(7), TCP_INFO).
struct TcpHealth {
  std::chrono::microseconds round_trip{};
  std::chrono::microseconds round_trip_variation{};
  std::uint64_t retransmits = 0;        ///< segments, over the connection's life
  std::uint32_t congestion_window = 0;  ///< segments
  std::uint32_t unacknowledged = 0;     ///< segments in flight
  std::uint32_t bytes_not_sent = 0;     ///< in the kernel's queue
  std::uint32_t probes_unanswered = 0;  ///< zero-window or keep-alive probes
  std::chrono::milliseconds since_last_ack{};
};

/// Something a coroutine can wait on.
class Waitable {
 public:
  virtual ~Waitable() = default;

  /// Resumes `waiter` when one of `wanted` is possible (after an error both are) or after `wake`;
  /// never inside this call. A wait for `none` ends by `wake` alone. `wait_result` then tells what
  /// is possible.
  virtual void when(Interest wanted, std::coroutine_handle<> waiter) = 0;
  virtual Interest wait_result() const = 0;

  /// Ends the present wait, if there is one, with nothing possible.
  virtual void wake() = 0;
};

/// `Interest possible = co_await ready(stream, Interest::read);`
class ready {
 public:
  ready(Waitable& object, Interest wanted) : object_(object), wanted_(wanted) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiter) { object_.when(wanted_, waiter); }
  Interest await_resume() const { return object_.wait_result(); }

 private:
  Waitable& object_;
  Interest wanted_;
};

/// A two-way stream of octets. The destructor closes in order: what the kernel took is still sent.
class Stream : public Waitable {
 public:
  /// Moves at most `into.size()` octets.
  virtual Io read(std::span<char> into) = 0;

  /// Moves a prefix of `bytes`, perhaps all. Never raises SIGPIPE.
  virtual Io write(Bytes bytes) = 0;

  /// No more will be written: FIN (TCP), close_notify and FIN (TLS); nothing on a serial port.
  virtual void finish() = 0;

  /// Ends at once with RST; no call but the destructor may follow.
  virtual void abort() = 0;

  /// The two ends; unset where there are none (serial, standard input).
  virtual Endpoint local() const = 0;
  virtual Endpoint remote() const = 0;

  /// Nothing for what is not TCP.
  virtual std::optional<TcpHealth> health() const { return std::nullopt; }

  /// Words for a failure that an errno cannot tell (TLS); empty otherwise.
  virtual std::optional<Error> trouble() const { return std::nullopt; }

  /// Why it ended, where the far end of a serial line ends in order (an emulated board was switched
  /// off); empty: an end there is a device that went away.
  virtual std::string_view farewell() const { return {}; }

  /// Octets that the peer was sent but that this object still holds (TLS records); 0 for the
  /// others.
  virtual std::size_t held_bytes() const { return 0; }
};

/// One attempt to accept.
struct Accepted {
  std::unique_ptr<Stream> stream;  ///< null: see `error`
  int error = EAGAIN;              ///< EAGAIN: nobody waits
  bool turned_away = false;        ///< descriptors ran out; a peer was accepted and closed at once
};

class Acceptor : public Waitable {
 public:
  /// Takes the next peer of the queue. When descriptors run out, a spare one is used to accept and
  /// close the peer, so that it learns at once and the loop does not spin (accept(2), EMFILE).
  virtual Accepted accept() = 0;
  virtual Endpoint local() const = 0;
};

struct Datagram {
  Io io;  ///< `done`: a datagram of `bytes` octets, cut to the buffer
  Endpoint from;
  std::uint64_t kernel_drops = 0;  ///< since the socket was opened (SO_RXQ_OVFL), as of this one
};

/// UDP, or raw IP by protocol number (the IPv4 header is cut off what `receive` gives).
class Datagrams : public Waitable {
 public:
  virtual Datagram receive(std::span<char> into) = 0;

  /// One datagram, whole or not at all. `to` is ignored when the socket is connected.
  virtual Io send(Bytes bytes, const Endpoint& to) = 0;
  virtual Endpoint local() const = 0;
};

}  // namespace parley::net
