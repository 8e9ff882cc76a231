// Who is there: numbers, look-up, counts by address, and the one sweep that looks after all of
// them.
//
// Thread rule: the loop's thread.
#pragma once

#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "net/loop.h"
#include "talk/peer.h"

namespace parley::talk {

class Peers {
 public:
  explicit Peers(net::Loop& loop);

  event::PeerId next_peer() { return static_cast<event::PeerId>(++peer_last_); }
  event::ConnectionId next_connection() {
    return static_cast<event::ConnectionId>(++connection_last_);
  }

  /// Before the first peer: the numbers go on behind these.
  void number_from(event::PeerId peer, event::ConnectionId connection) {
    peer_last_ = static_cast<std::uint32_t>(peer);
    connection_last_ = static_cast<std::uint32_t>(connection);
  }

  void add(Peer& peer);
  void remove(Peer& peer);

  Peer* find(event::PeerId id) const;
  std::size_t count() const { return peers_.size(); }
  std::size_t count(const IpAddress& address) const;

  /// The peer that has said nothing for the longest, of all or of one address.
  Peer* longest_silent() const;
  Peer* longest_silent(const IpAddress& address) const;

  /// In the order of their numbers. The list is a copy: visiting may end peers.
  std::vector<Peer*> all() const;

  /// Asks for `Peer::sweep` once a second until every peer says that it needs none. One timer for
  /// all: a timer a peer would cost more memory than the rest of an idle peer.
  void need_sweep();

 private:
  void sweep();

  net::Loop& loop_;
  net::Timer timer_;
  std::map<event::PeerId, Peer*> peers_;
  std::unordered_map<IpAddress, std::size_t> by_address_;
  std::uint32_t peer_last_ = 0;
  std::uint32_t connection_last_ = 0;
};

}  // namespace parley::talk
