// UDP and raw IP. A server keeps one peer for each sender; a client has one peer, the other end.
//
// There are no connections on the wire: `connected` means that a sender was heard for the first
// time (server) or that the socket is ready (client), and a peer ends only when it is closed here,
// makes room for another, or (client) the other host says that nobody listens there.
//
// Datagrams keep their bounds: one datagram, one event. What the kernel dropped because it came
// faster than it was read is counted by the kernel and told.
//
// Thread rule: the loop's thread.
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "talk/admission.h"
#include "talk/context.h"

namespace parley::talk {

class DatagramPort {
 public:
  /// `client` is the other end of a connected socket; nothing for a server.
  DatagramPort(Context& context, ListenSettings settings, std::unique_ptr<net::Datagrams> socket,
               std::optional<Endpoint> client);
  ~DatagramPort();

  const event::Party& party() const { return party_; }

  /// Receives until closed, for ever, or (client) until the other end is not there.
  net::Task<> run();

  /// Look again at whether to read.
  void poke() { socket_->wake(); }

  /// Closes every peer and ends `run`.
  void stop();

  /// A client's peer: known from the first.
  std::optional<event::PeerId> client_peer() const { return client_peer_; }
  void give_client_peer(event::PeerId peer) { client_peer_ = peer; }

  /// Why a client ended; nothing when it was closed here.
  const std::optional<Error>& failure() const { return failure_; }

 private:
  class Member;  // a Peer
  friend class Member;

  void announce();
  void receive_some();
  Member* member_for(const Endpoint& from);
  void tell_kernel_drops(std::uint64_t total);
  void retire(const Endpoint& remote);

  Context& context_;
  ListenSettings settings_;
  std::unique_ptr<net::Datagrams> socket_;
  event::Party party_;
  std::optional<Endpoint> client_;
  std::optional<event::PeerId> client_peer_;
  std::optional<Error> failure_;
  Admission admission_;
  std::unordered_map<Endpoint, std::unique_ptr<Member>> members_;
  std::vector<std::unique_ptr<Member>> ended_;
  std::uint64_t kernel_drops_ = 0;
  bool closed_ = false;
};

}  // namespace parley::talk
