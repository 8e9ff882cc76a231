// The talk and its recording, wired together above a network, a clock and files, whichever they
// are: the real ones (session.h), or those of a simulation (tests/simulation). Recording,
// numbering, ending and draining are here, so a simulated conversation is the real one.
//
// The network, the clock and the files outlive it. Thread rule: the network's loop's thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "base/clock.h"
#include "base/result.h"
#include "net/network.h"
#include "record/recorder.h"
#include "talk/talk.h"

namespace parley::session {

class Wiring {
 public:
  /// The error says which rule cannot be understood.
  static Result<std::unique_ptr<Wiring>> make(const Clock& clock, net::Network& network,
                                              record::Files& files,
                                              const talk::TalkSettings& settings);

  talk::Talk& talk() { return *talk_; }

  /// Records all that will happen. Before anything is opened and before other sinks are added, so
  /// that nothing is shown that is not kept. Errors: the file cannot be made, with why.
  Result<> record(const record::RecorderSettings& settings);

  /// Null: nothing is recorded.
  record::Recorder* recorder() { return recorder_.get(); }
  const record::Recorder* recorder() const { return recorder_.get(); }

  /// Brings the recording to the disk, at most for so long. After `end`; nothing is recorded then.
  void finish_recording(Duration at_most);

  /// Ends in order: opens nothing more, closes every peer, and calls `ended` when all are gone or
  /// after `limits::drain_on_exit_max`, with the bytes that were not sent.
  void end(std::function<void(std::size_t bytes_not_sent)> ended);

 private:
  Wiring(const Clock& clock, net::Loop& loop, record::Files& files)
      : clock_(clock), loop_(loop), files_(files) {}
  void look_whether_ended();

  const Clock& clock_;
  net::Loop& loop_;
  record::Files& files_;
  std::unique_ptr<net::Timer> recorder_tick_;
  std::unique_ptr<record::Recorder> recorder_;  // before the talk, which offers to it
  std::unique_ptr<talk::Talk> talk_;
  std::unique_ptr<net::Timer> drain_;
  SteadyTime drain_deadline_;
  std::uint64_t abandoned_before_ = 0;  // bytes, when the end began
  std::function<void(std::size_t)> ended_;
};

}  // namespace parley::session
