// What standard input says to the peers: a pipe's bytes as they are, a program's jsonl, or what a
// person types. One of the three per run.
//
// Input that can wait does: a pipe is read only while there is somebody to send to, and no faster
// than they take it (talk.h, `asks_to_wait`), so nothing of it is lost and nothing piles up.
//
// Thread rule: the loop's thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "net/descriptor_stream.h"
#include "session/session.h"
#include "text/framing.h"
#include "text/line_ending.h"

namespace parley::cli {

/// How what is typed or piped becomes bytes to send.
struct InputStyle {
  text::Framing framing = text::Framing::none;
  text::LineEnding line_ending = text::LineEnding::lf;

  /// One conversation only (connect, --once): wait for it as long as it takes. With many peers a
  /// stalled one is not waited for.
  bool one_peer = false;
};

/// The end of standard input, and whether it ever said anything; `error`: it cannot be read.
using InputEnded = std::function<void(bool said_something, const std::optional<Error>& error)>;

class Input {
 public:
  virtual ~Input() = default;

  /// True while more is there already (Context::more_to_come).
  virtual bool more_to_come() const = 0;

  /// A peer came, went, or has room again.
  virtual void changed() = 0;
};

/// Bytes as they are; under framing each line is a message.
std::unique_ptr<Input> make_pipe_input(session::Session& session, InputStyle style,
                                       InputEnded ended);

/// One command a line (event/jsonl.h). A line that cannot be understood is a `noted` event.
std::unique_ptr<Input> make_jsonl_input(session::Session& session, InputStyle style,
                                        InputEnded ended);

}  // namespace parley::cli
