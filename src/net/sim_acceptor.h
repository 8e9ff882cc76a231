// A simulated listening port. Owned by whom listen gave it to; connections that nobody accepted are
// reset when it goes.
//
// Thread rule: the loop's thread. Limit: SimHost::backlog_max connections wait in its queue.
#pragma once

#include <deque>
#include <memory>

#include "net/sim_link.h"
#include "net/sim_wait.h"

namespace parley::net {

class SimAcceptor final : public SimWaitable<Acceptor> {
 public:
  SimAcceptor(SimWorld& world, SimHost& host, const Endpoint& bound, bool v6_only);
  ~SimAcceptor() override;
  SimAcceptor(const SimAcceptor&) = delete;
  SimAcceptor& operator=(const SimAcceptor&) = delete;

  Accepted accept() override;
  Endpoint local() const override { return bound_; }

  const Endpoint& bound() const { return bound_; }
  bool v6_only() const { return v6_only_; }

  /// For SimLink: a handshake begins. False when the backlog is full.
  bool enqueue(std::shared_ptr<SimLink> link);

  /// For SimLink: the client gave up before the handshake was over.
  void forget(const SimLink& link);

 private:
  Interest possible() const override;

  SimGuest guest_;
  SimWorld& world_;
  SimHost& host_;
  Endpoint bound_;
  bool v6_only_;
  std::deque<std::shared_ptr<SimLink>> queue_;  // handshakes under way included
};

}  // namespace parley::net
