// The talk room's front: conversations are opened, spoken to and ended here, and all that happens
// in them comes out as events.
//
// Thread rule: the loop's thread for everything. Nothing here blocks.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "event/event.h"
#include "net/network.h"
#include "talk/settings.h"

namespace parley::talk {

/// A peer as it is now, for a list.
struct PeerInfo {
  event::PeerId id{};
  event::ConnectionId connection{};
  event::Party party;
  std::uint64_t bytes_received = 0;
  std::uint64_t bytes_sent = 0;
  std::size_t bytes_queued = 0;
  Duration silent{};  ///< since it was heard last
  std::optional<net::TcpHealth> health;
};

class Talk {
 public:
  /// The error says which rule cannot be understood.
  static Result<std::unique_ptr<Talk>> make(net::Network& network, const TalkSettings& settings);
  ~Talk();

  /// Before anything is opened.
  void add_sink(event::Sink& sink);

  /// Before anything is opened: numbers go on behind these, as in a recording that is continued.
  void number_from(std::uint64_t event, event::PeerId peer, event::ConnectionId connection);

  /// Opens a port; returns the local end, with the real port where 0 was asked for.
  Result<Endpoint> listen(const ListenSettings& settings);
  Result<Endpoint> relay(const ListenSettings& settings, const ConnectSettings& target);

  /// Begins to connect; what comes of it is an event. Returns the number that the peer will have.
  event::PeerId connect(const ConnectSettings& settings);
  event::PeerId open_serial(const SerialTalkSettings& settings);
  event::PeerId open_serial(const SerialSource& source);

  /// Other rules from now on: repetitions begin anew, and what came before matches nothing. Errors:
  /// which rule cannot be understood; the rules that were stay. Not from inside an event.
  Result<> set_rules(const RuleSettings& rules);

  /// Sends `bytes` as they are. False: there is no such peer, or a `dropped` event says why not.
  bool send(event::PeerId peer, Bytes bytes);

  bool has_peer(event::PeerId peer) const;

  /// `text` as one message of this talk's framing: with its line end or its length, or as it is.
  std::string as_message(Bytes text) const;

  /// To every peer, waiting for none. Returns how many took it.
  std::size_t send_all(Bytes bytes);

  /// No more will be sent to anybody: FIN to the streams.
  void finish_all();

  /// False: there is no such peer.
  bool close(event::PeerId peer);
  void close_all(Duration patience = limits::close_patience);

  std::vector<PeerInfo> peers() const;

  /// One `noted` event a peer, of how its conversation stands: `Event::state`.
  void tell_states();

  /// A sink is full: what may be told later should be.
  bool paused() const;

  std::size_t peer_count() const;

  /// Bytes that wait to be sent, to all together.
  std::size_t queued_bytes() const;

  /// Bytes that waited for peers that ended first, over the talk's life.
  std::uint64_t abandoned_bytes() const;

  /// True while a source that can wait should, because of a peer that is still taking
  /// (Peer::asks_to_wait).
  bool asks_to_wait() const;

  /// The most that waits for one peer.
  std::size_t queued_bytes_most() const;

  /// An event of kind `noted` for things that the program itself did.
  void note(std::string_view reason);

  /// The same for a command that could not be obeyed.
  void note_failure(const Error& error);

  /// An event of what the program opened beside this talk: a port that leads to a board.
  void tell(event::Event event);

  /// `more_to_come`: see Context. `changed` is called when a peer came, went, or has room again.
  void feed_with(std::function<bool()> more_to_come, std::function<void()> changed);

  /// Look again at what to wait for, after the answer of `more_to_come` changed.
  void poke_all();

  /// Nothing is open, nothing is being opened.
  bool done() const;

  /// `--expect` was met.
  bool expectation_met() const;

  /// Why the last client that ended failed; nothing when it ended in order.
  std::optional<Error> client_failure() const;

  /// No new connections, no further attempts; what is connected goes on.
  void stop_opening();

 private:
  struct Parts;
  explicit Talk(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace parley::talk
