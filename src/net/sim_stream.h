// One end of a simulated TCP connection as a Stream. Owned by whom connect or accept gave it to.
//
// Thread rule: the loop's thread.
#pragma once

#include <memory>

#include "net/sim_link.h"
#include "net/sim_wait.h"

namespace parley::net {

class SimStream final : public SimWaitable<Stream> {
 public:
  SimStream(SimWorld& world, std::shared_ptr<SimLink> link, SimSide side)
      : SimWaitable(world.loop()), guest_(world), link_(std::move(link)), side_(side) {
    link_->attach(side_, *this);
  }
  ~SimStream() override { link_->release(side_); }
  SimStream(const SimStream&) = delete;
  SimStream& operator=(const SimStream&) = delete;

  Io read(std::span<char> into) override { return link_->read(side_, into); }
  Io write(Bytes bytes) override { return link_->write(side_, bytes); }
  void finish() override { link_->finish(side_); }
  void abort() override { link_->abort(side_); }
  Endpoint local() const override { return link_->endpoint(side_); }
  Endpoint remote() const override { return link_->endpoint(opposite(side_)); }
  std::optional<TcpHealth> health() const override { return link_->health(side_); }

  /// How a connect that was under way ended; 0 is success.
  int connect_error() { return link_->take_error(side_); }

 private:
  Interest possible() const override { return link_->possible(side_); }

  SimGuest guest_;
  std::shared_ptr<SimLink> link_;
  SimSide side_;
};

}  // namespace parley::net
