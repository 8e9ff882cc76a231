// What it may mean that nothing comes back, although nothing failed.
//
// Pure, as explain.h. What is said here is suggested by evidence and not proved by it, and the
// words say so.
//
// Thread rule: any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/clock.h"
#include "event/event.h"
#include "explain/explain.h"

namespace parley::explain {

/// A peer that was told something by the user and has not answered since.
struct Silence {
  event::Transport transport = event::Transport::tcp;
  std::string peer;          ///< for people: "192.168.1.20:51234"
  bool opened_here = false;  ///< we are the client
  Duration since{};          ///< since it was told something last

  /// Its system has acknowledged all of it (TCP_INFO); a program need not have read it for that.
  bool acknowledged = false;

  bool heard_before = false;  ///< anything at all, on this connection

  /// The last octet was one of text, and no LF; and it never answered such a text.
  bool waits_for_newline = false;
};

inline constexpr std::chrono::seconds newline_patience{2};
inline constexpr std::chrono::seconds serving_patience{5};

/// Nothing: the evidence suggests nothing.
std::optional<Explanation> explain_silence(const Silence& silence);

}  // namespace parley::explain
