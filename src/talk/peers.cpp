#include "talk/peers.h"

#include <cassert>

namespace parley::talk {

using namespace std::chrono_literals;

Peers::Peers(net::Loop& loop) : loop_(loop), timer_(loop, [this] { sweep(); }) {}

void Peers::add(Peer& peer) {
  const bool added = peers_.emplace(peer.id(), &peer).second;
  assert(added && "a peer number is used once at a time");
  ++by_address_[peer.party().remote.address];
}

void Peers::remove(Peer& peer) {
  peers_.erase(peer.id());
  const auto place = by_address_.find(peer.party().remote.address);
  assert(place != by_address_.end());
  if (--place->second == 0) by_address_.erase(place);
}

Peer* Peers::find(event::PeerId id) const {
  const auto place = peers_.find(id);
  return place == peers_.end() ? nullptr : place->second;
}

std::size_t Peers::count(const IpAddress& address) const {
  const auto place = by_address_.find(address);
  return place == by_address_.end() ? 0 : place->second;
}

Peer* Peers::longest_silent() const {
  Peer* silent = nullptr;
  for (const auto& [id, peer] : peers_) {
    if (!silent || peer->heard() < silent->heard()) silent = peer;
  }
  return silent;
}

Peer* Peers::longest_silent(const IpAddress& address) const {
  Peer* silent = nullptr;
  for (const auto& [id, peer] : peers_) {
    if (peer->party().remote.address != address) continue;
    if (!silent || peer->heard() < silent->heard()) silent = peer;
  }
  return silent;
}

std::vector<Peer*> Peers::all() const {
  std::vector<Peer*> list;
  list.reserve(peers_.size());
  for (const auto& [id, peer] : peers_)
    list.push_back(peer);
  return list;
}

void Peers::need_sweep() {
  if (!timer_.armed()) timer_.arm(loop_.now() + 1s);
}

void Peers::sweep() {
  bool again = false;
  for (const auto& [id, peer] : peers_)
    again = peer->sweep(loop_.now()) || again;
  if (again) need_sweep();
}

}  // namespace parley::talk
