// Everything that one running conversation needs, in one object that a program can hold: the loop,
// the real network, what this computer is, the talk and its recording; and who is served by
// default.
//
// The command line runs one on its main thread; the window runs each on a thread of its own
// (running.h). This is the only place where the real network, the host and the talk meet.
//
// Thread rule: made, run and destroyed on one thread; `loop().post` is the way in from another.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/address.h"
#include "base/clock.h"
#include "base/result.h"
#include "host/system_host.h"
#include "net/epoll.h"
#include "net/system_network.h"
#include "record/system_files.h"
#include "session/wiring.h"

namespace parley::session {

class Session {
 public:
  /// Errors: which rule cannot be understood; the system gave no descriptors. Several sessions in
  /// one program tell that others fork.
  static Result<std::unique_ptr<Session>> make(const talk::TalkSettings& settings,
                                               net::Forks forks = net::Forks::on_loops_thread);

  net::EpollLoop& loop() { return loop_; }
  net::Network& network() { return network_; }
  const host::Host& host() const { return host_; }
  talk::Talk& talk() { return wiring_->talk(); }

  /// As `Wiring` says.
  Result<> record(const record::RecorderSettings& settings) { return wiring_->record(settings); }
  const record::Recorder* recorder() const { return wiring_->recorder(); }
  void finish_recording(Duration at_most) { wiring_->finish_recording(at_most); }
  void end(std::function<void(std::size_t bytes_not_sent)> ended) {
    wiring_->end(std::move(ended));
  }

  /// Only peers of this machine's own subnets, of `allowed` and on loopback will be served. It
  /// protects from accidents; it is not authentication.
  void serve_only(talk::ListenSettings& settings, std::vector<Cidr> allowed);

 private:
  explicit Session(net::Forks forks);

  SystemClock clock_;
  net::EpollLoop loop_;
  net::SystemNetwork network_{loop_};
  host::SystemHost host_;
  record::SystemFiles files_;
  std::unique_ptr<Wiring> wiring_;
};

}  // namespace parley::session
