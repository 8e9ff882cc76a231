// Explains what went wrong in one conversation: knows what was asked for, and looks at this
// computer for evidence.
//
// Limits: one explanation of each class of failure every `explanation_interval`: ten thousand
// resets need one, not ten thousand; looking takes time and words take screen.
//
// Owner: whoever runs the conversation. Thread rule: one thread; asking the system may take some
// milliseconds.
#pragma once

#include <map>
#include <optional>

#include "base/clock.h"
#include "event/event.h"
#include "explain/explain.h"
#include "host/host.h"
#include "talk/settings.h"

namespace parley::session {

inline constexpr std::chrono::seconds explanation_interval{10};

class Explainer {
 public:
  /// `situation` is what was asked for. `emulated`: the serial line is no device of this computer,
  /// and its failures are their own explanation. The host outlives this object.
  Explainer(const host::Host& host, explain::Situation situation, bool emulated);

  /// Of a port that could not be opened.
  explain::Explanation of_listening(const Error& error, const talk::ListenSettings& asked) const;

  /// Of the failure that an event tells; nothing: it tells none, or its class was explained a
  /// moment ago.
  std::optional<explain::Explanation> of_event(const event::Event& event, SteadyTime now);

 private:
  bool due(ErrorClass kind, SteadyTime now);

  const host::Host& host_;
  const explain::Situation asked_;
  const bool emulated_;
  std::map<ErrorClass, SteadyTime> explained_;  // when last
};

}  // namespace parley::session
