// Where events come from when nobody is talking now: a recording of ours, or a capture of others.
// Whatever takes the events of a running conversation takes these as well.
//
// Thread rule: one thread.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "event/event.h"

namespace parley::event {

class Source {
 public:
  virtual ~Source() = default;

  /// The next event in the order of the file; null: there is none at present, which for a file
  /// that is still being written only means "not yet", so it may be asked again. What cannot be
  /// read (a gap, damage) is told by an event in its place, never by an error. All that the event
  /// views is valid until the next call. Errors: the system cannot read the file.
  virtual Result<const Event*> next() = 0;

  /// What a reader of the events ought to know first, each one sentence: whose file it is, and that
  /// times or headers in it are not what was on the wire.
  virtual std::vector<std::string> remarks() const = 0;
};

}  // namespace parley::event
