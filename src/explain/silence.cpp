#include "explain/silence.h"

#include <fmt/format.h>

namespace parley::explain {

namespace {

Explanation newline_missing(const Silence& silence) {
  return {
      fmt::format("{} may not have seen a newline", silence.peer),
      "What was sent arrived (its system acknowledged all of it), the last of it was text without "
      "a newline at its end, and nothing came back since. Many sketches read up to a newline and "
      "wait for it: readStringUntil('\\n').\n"
      "This suggests it and does not prove it: a device that has nothing to say is as silent.",
      "Choose a line ending (LF) beside the message. An empty message with it, sent now, ends the "
      "line that is waiting there."};
}

Explanation nobody_serves(const Silence& silence) {
  return {
      fmt::format("{} accepted, but it may be that nobody serves this connection", silence.peer),
      "Its system took the connection and acknowledged all that was sent, which it does by itself, "
      "before any program has read an octet. Nothing has ever come back. That is how it looks when "
      "a program has not accepted the connection yet: it is busy, or it serves one client at a "
      "time and this one waits behind another.\n"
      "This suggests it and does not prove it: a program may read and say nothing.",
      "Close other connections to it, and see what it prints at that moment: parley serial "
      "DEVICE"};
}

}  // namespace

std::optional<Explanation> explain_silence(const Silence& silence) {
  const bool stream =
      silence.transport == event::Transport::tcp || silence.transport == event::Transport::tls;
  if (!stream || !silence.acknowledged) return std::nullopt;
  if (silence.waits_for_newline && silence.since >= newline_patience) {
    return newline_missing(silence);
  }
  // A TLS handshake is the work of a program: somebody was there.
  const bool system_alone =
      silence.transport == event::Transport::tcp && silence.opened_here && !silence.heard_before;
  if (system_alone && silence.since >= serving_patience) return nobody_serves(silence);
  return std::nullopt;
}

}  // namespace parley::explain
