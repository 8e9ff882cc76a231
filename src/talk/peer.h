// One far end of the talk, as the rest of the program handles it: named by a number, sent to,
// closed.
//
// Thread rule: the loop's thread. A Peer may be destroyed by any turn of the loop after it ended;
// keep its PeerId, not a pointer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/clock.h"
#include "event/event.h"
#include "net/stream.h"

namespace parley::talk {

struct Counters {
  std::uint64_t bytes_received = 0;
  std::uint64_t bytes_sent = 0;
  std::uint64_t reads = 0;
  std::uint64_t writes = 0;
};

class Peer {
 public:
  virtual ~Peer() = default;

  event::PeerId id() const { return id_; }
  event::ConnectionId connection() const { return connection_; }
  const event::Party& party() const { return party_; }
  const Counters& counters() const { return counters_; }
  SteadyTime heard() const { return heard_; }  ///< the last read, at first the time of connecting

  /// Sends now what the kernel takes and queues the rest. What the bounds forbid is a `dropped`
  /// event and false; nothing of it is sent then.
  virtual bool send(Bytes bytes) = 0;

  /// Bytes that wait to be sent.
  virtual std::size_t queued_bytes() const = 0;

  /// True while a source that can wait should: much is queued, and the peer is taking it. A peer
  /// that has taken nothing for `limits::stalled_after` is not waited for.
  virtual bool asks_to_wait() const { return false; }

  /// No more will be sent: FIN after what is queued. Nothing for datagrams and serial ports.
  virtual void finish() = 0;

  /// Ends in order: sends what is queued, finishes, and waits for the peer's end, all within
  /// `patience`. `reason` must be a literal.
  virtual void close(std::string_view reason, Duration patience) = 0;

  /// Ends at once; what is queued is lost, and told as `dropped`.
  virtual void drop(const Error& error) = 0;

  /// What came and matched no rule is nothing to the rules that come now.
  virtual void forget_unmatched() {}

  /// A pause ended: look again at what to wait for.
  virtual void poke() = 0;

  /// Once a second while `Peers::need_sweep` asks for it: deadlines. True to be asked again. Ends
  /// nobody inside the call: what must end is woken.
  virtual bool sweep(SteadyTime now) = 0;

  virtual std::optional<net::TcpHealth> health() const { return std::nullopt; }

  /// How the conversation stands, for an event that tells it.
  event::PeerState state() const;

 protected:
  Peer(event::PeerId id, event::ConnectionId connection, event::Party party, SteadyTime now)
      : party_(std::move(party)), heard_(now), id_(id), connection_(connection) {}

  event::Party party_;
  Counters counters_;
  SteadyTime heard_;

 private:
  event::PeerId id_;
  event::ConnectionId connection_;
};

}  // namespace parley::talk
