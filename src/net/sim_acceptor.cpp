#include "net/sim_acceptor.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "net/sim_stream.h"

namespace parley::net {

namespace {

bool ready_to_accept(const std::shared_ptr<SimLink>& link) {
  return link->established(SimSide::server);
}

}  // namespace

SimAcceptor::SimAcceptor(SimWorld& world, SimHost& host, const Endpoint& bound, bool v6_only)
    : SimWaitable(world.loop()),
      guest_(world),
      world_(world),
      host_(host),
      bound_(bound),
      v6_only_(v6_only) {
  host_.acceptors.push_back(this);
}

SimAcceptor::~SimAcceptor() {
  std::erase(host_.acceptors, this);
  for (const auto& link : queue_)
    link->abort(SimSide::server);
}

Interest SimAcceptor::possible() const {
  const bool any = std::any_of(queue_.begin(), queue_.end(), ready_to_accept);
  return any ? Interest::read : Interest::none;
}

Accepted SimAcceptor::accept() {
  const auto next = std::find_if(queue_.begin(), queue_.end(), ready_to_accept);
  if (next == queue_.end()) return {};
  std::shared_ptr<SimLink> link = std::move(*next);
  queue_.erase(next);
  if (host_.accepts_to_fail > 0) {
    --host_.accepts_to_fail;
    link->abort(SimSide::server);
    return {nullptr, EMFILE, true};
  }
  return {std::make_unique<SimStream>(world_, std::move(link), SimSide::server), 0, false};
}

bool SimAcceptor::enqueue(std::shared_ptr<SimLink> link) {
  if (queue_.size() >= host_.backlog_max) return false;
  queue_.push_back(std::move(link));
  return true;
}

void SimAcceptor::forget(const SimLink& link) {
  std::erase_if(queue_, [&link](const auto& one) { return one.get() == &link; });
}

}  // namespace parley::net
