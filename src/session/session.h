// Everything that one running conversation needs, in one object that a program can hold: the loop,
// the real network, what this computer is, the talk and its recording; and who is served by
// default.
//
// The command line runs one on its main thread; the window runs each on a thread of its own
// (running.h). This is the only place where the real network, the host and the talk meet.
//
// Thread rule: made, run and destroyed on one thread; `loop().post` is the way in from another.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/address.h"
#include "base/clock.h"
#include "base/result.h"
#include "host/system_host.h"
#include "net/epoll.h"
#include "net/system_network.h"
#include "record/recorder.h"
#include "record/system_files.h"
#include "talk/talk.h"

namespace parley::session {

class Session {
 public:
  /// The error says which rule cannot be understood. Several sessions in one program tell that
  /// others fork.
  static Result<std::unique_ptr<Session>> make(const talk::TalkSettings& settings,
                                               net::Forks forks = net::Forks::on_loops_thread);

  net::EpollLoop& loop() { return loop_; }
  net::Network& network() { return network_; }
  const host::Host& host() const { return host_; }
  talk::Talk& talk() { return *talk_; }

  /// Records all that will happen. Before anything is opened and before other sinks are added, so
  /// that nothing is shown that is not kept. Errors: the file cannot be made, with why.
  Result<> record(const record::RecorderSettings& settings);

  /// Null: nothing is recorded.
  const record::Recorder* recorder() const { return recorder_.get(); }

  /// Brings the recording to the disk, at most for so long. After `end`; nothing is recorded then.
  void finish_recording(Duration at_most);

  /// Only peers of this machine's own subnets, of `allowed` and on loopback will be served. It
  /// protects from accidents; it is not authentication.
  void serve_only(talk::ListenSettings& settings, std::vector<Cidr> allowed);

  /// Ends in order: opens nothing more, closes every peer, and calls `ended` when all are gone or
  /// after `limits::drain_on_exit_max`, with the bytes that were not sent.
  void end(std::function<void(std::size_t bytes_not_sent)> ended);

 private:
  explicit Session(net::Forks forks);
  void look_whether_ended();

  SystemClock clock_;
  net::EpollLoop loop_;
  net::SystemNetwork network_{loop_};
  host::SystemHost host_;
  record::SystemFiles files_;
  std::unique_ptr<net::Timer> recorder_tick_;
  std::unique_ptr<record::Recorder> recorder_;  // before the talk, which offers to it
  std::unique_ptr<talk::Talk> talk_;
  std::unique_ptr<net::Timer> drain_;
  SteadyTime drain_deadline_;
  std::uint64_t abandoned_before_ = 0;  // bytes, when the end began
  std::function<void(std::size_t)> ended_;
};

}  // namespace parley::session
