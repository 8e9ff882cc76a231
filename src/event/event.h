// Everything that happens to a conversation, as one type. Printer, rules, recorder, window and any
// program that reads jsonl see this stream and nothing else.
//
// Constraint that shaped it: an event is offered on the network thread for every read and every
// write, so it owns nothing. All views in it are valid during `Sink::offer` only; a sink that keeps
// them copies them.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/address.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"

namespace parley::event {

/// 1, 2, 3, ... in the order of arrival; 0 is "none". A peer keeps its number when it reconnects,
/// and then has a new connection number.
enum class PeerId : std::uint32_t {};
enum class ConnectionId : std::uint32_t {};

/// The names of the jsonl contract, in `kind_name`.
enum class Kind : std::uint8_t {
  listening,  ///< a port is open: `party.local`
  connected,  ///< a conversation began
  received,   ///< `bytes` came from the peer
  sent,       ///< `bytes` were handed to the kernel
  closed,     ///< it ended in order; `reason` says which side did it
  reset,      ///< the peer ended it with RST
  failed,     ///< it could not begin, or ended by `error`
  refused,    ///< a peer was not admitted: `error`
  dropped,    ///< `count` bytes (or datagrams) were lost: `error`
  noted,      ///< something worth knowing that is none of the above: `reason`
  recorded,   ///< all events up to `count` are on disk
};

std::string_view kind_name(Kind kind);

enum class Transport : std::uint8_t { tcp, tls, udp, raw, serial };

std::string_view transport_name(Transport transport);

/// The two ends of a conversation. For `raw`, the port is the IP protocol number.
struct Party {
  Transport transport = Transport::tcp;
  Endpoint remote;  ///< unset for `serial`, and as long as a name is not resolved
  Endpoint local;   ///< unset for `serial`
  std::string
      target;  ///< the far end as the user named it: "/dev/ttyUSB0", "esp.local:80"; or empty
  bool opened_here = false;  ///< we dialled; false: the far end did, or there is nothing to dial

  /// How people and jsonl name the far end: "192.168.1.20:51234", "/dev/ttyUSB0"; the target while
  /// there is no address, which may be empty.
  std::string name() const;
};

/// What the system knows of a TCP connection of ours (tcp(7), TCP_INFO).
struct TcpState {
  std::chrono::microseconds round_trip{};            ///< RTT, smoothed (RFC 6298)
  std::chrono::microseconds round_trip_variation{};  ///< RTTVAR, how much it varies
  std::uint64_t retransmits = 0;                     ///< segments, over the connection's life
  std::uint32_t unacknowledged = 0;                  ///< segments in flight
  std::uint32_t not_sent_bytes = 0;                  ///< in the system's queue
  std::uint32_t congestion_window = 0;               ///< segments
};

/// How a conversation stands.
struct PeerState {
  std::uint64_t received_bytes = 0;
  std::uint64_t sent_bytes = 0;
  std::uint64_t queued_bytes = 0;  ///< wait in Parley, before the system takes them
  std::optional<TcpState> tcp;     ///< nothing for what is not TCP
};

struct Event {
  std::uint64_t number = 0;  ///< the successor of the event before it, from 1
  WallTime time;             ///< UTC; never before the event before it
  Kind kind = Kind::noted;
  PeerId peer{};              ///< 0: concerns no peer
  ConnectionId connection{};  ///< 0: concerns no connection

  /// Who: null where the event concerns no end at all. Valid during the call.
  const Party* party = nullptr;

  /// received, sent: at most `limits::chunk_bytes_max` octets of a stream, or one whole datagram.
  Bytes bytes;

  /// Under framing a `received` event never spans two messages. The last event of a message has
  /// `message_complete`, and `message` then views the whole of it, delimiter or length prefix left
  /// out; without framing each event is a message of its own and `message` equals `bytes`. A
  /// `noted` event may have a message, too: what came of one that its end cut off.
  Bytes message;
  bool message_complete = true;

  std::uint64_t count = 0;       ///< dropped: how many; recorded: up to which event; refused: how
                                 ///< many peers it stands for
  const Error* error = nullptr;  ///< failed, refused, dropped, reset

  /// noted with the reason "state": what was asked for; closed, reset, failed of a connection that
  /// talked over TCP or TLS: its last figures. Null otherwise.
  const PeerState* state = nullptr;
  Port board_port{};        ///< listening: the port of a board that this one leads to; or 0
  std::string_view reason;  ///< a clause for people, no full stop
};

/// Whether a sink can take more at once.
enum class Room : std::uint8_t { more, full };

/// Something that wants every event.
///
/// `offer` always takes the event: nothing is dropped here. A sink that answers `full` asks for
/// silence; the talk room then arms no read until the sink calls `on_drained`'s function, which it
/// does at half of its bound. What was already under way (one chunk per connection at most) may
/// still be offered, so a sink keeps that much in reserve.
///
/// Thread rule: `offer` and `on_drained` are called on the network thread and never block; the
/// drained function may be called from any thread.
class Sink {
 public:
  virtual ~Sink() = default;

  virtual Room offer(const Event& event) = 0;

  /// Called once before the first event. A sink that is never full ignores it.
  virtual void on_drained(std::function<void()> notify) { (void)notify; }

  /// Named in the event that tells of a pause it caused: "standard output".
  virtual std::string_view name() const = 0;
};

}  // namespace parley::event
