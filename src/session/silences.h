// Who was told something by the user and has not answered since: the evidence for
// explain/silence.h.
//
// What rules say does not count: a device that is echoed to need not answer.
//
// Limits: one entry for each peer that the user spoke to and that is there. Thread rule: one
// thread.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "event/event.h"
#include "explain/explain.h"
#include "talk/talk.h"

namespace parley::session {

class Silences {
 public:
  /// `lines_matter`: false where messages end by their length.
  explicit Silences(bool lines_matter) : lines_matter_(lines_matter) {}

  void on_said(event::PeerId peer, Bytes octets, SteadyTime now);
  void on_event(const event::Event& event);

  /// Of the peer that was spoken to last.
  std::optional<explain::Explanation> hint(const std::vector<talk::PeerInfo>& peers,
                                           SteadyTime now) const;

 private:
  struct Said {
    SteadyTime at;
    bool silent = false;          // nothing came since
    bool open_line = false;       // the last octet was text, and no LF
    bool answers_anyhow = false;  // something came while a line was open
  };
  void note_end_of_line(Said& said, Bytes octets) const;

  const bool lines_matter_;
  std::unordered_map<event::PeerId, Said> said_;
};

}  // namespace parley::session
