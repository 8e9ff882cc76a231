// Takes the events of a file to a sink, at the pace of that sink: the counterpart of the hub of a
// running conversation.
//
// Limits: holds one event. A turn of the loop reads `events_per_turn_max` events, so that signals
// and a reader that goes away are noticed in between. A growing file is looked at every
// `follow_interval`: inotify(7) would be silent on network file systems and for what another
// machine writes.
//
// Thread rule: the loop's thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "base/result.h"
#include "event/event.h"
#include "event/source.h"
#include "net/loop.h"

namespace parley::cli {

class Playback {
 public:
  static constexpr int events_per_turn_max = 1024;
  static constexpr std::chrono::milliseconds follow_interval{100};

  /// Called once: at the end of the file, unless it is followed, or with why it cannot be read.
  using Ended = std::function<void(const std::optional<Error>&)>;

  /// All that is handed in outlives this object.
  Playback(net::Loop& loop, event::Source& source, event::Sink& sink, bool follow, Ended ended);

 private:
  void read_on();
  void read_on_next_turn();
  void end(const std::optional<Error>& error);

  net::Loop& loop_;
  event::Source& source_;
  event::Sink& sink_;
  const bool follow_;
  Ended ended_;
  net::Timer timer_;
  bool waiting_ = false;                                                 // for the sink
  std::shared_ptr<Playback*> self_ = std::make_shared<Playback*>(this);  // null: it is gone
};

}  // namespace parley::cli
