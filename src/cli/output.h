// Where events and words for people go: rows on a terminal, bytes or jsonl on a pipe. Chosen once,
// from the options and from what standard input and output are.
//
// Thread rule: the loop's thread; behind it each descriptor has a thread of its own
// (output_writer.h, console.h), so nothing here blocks.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "cli/options.h"
#include "cli/row_style.h"
#include "event/event.h"

namespace parley::cli {

/// How rows look that go to `descriptor`.
RowStyle row_style(const Options& options, int descriptor);

/// What the output asks of the program. Called on any thread.
struct OutputCalls {
  std::function<void(std::string line)> typed;  ///< a line at the prompt; empty: there is none
  std::function<void()> typed_end;              ///< Ctrl-D
  std::function<void(Error error)> broken;      ///< standard output takes nothing any more
};

class Output {
 public:
  /// `explain` finds the words below a failure's row.
  static std::unique_ptr<Output> make(const Options& options, OutputCalls calls,
                                      std::function<std::string(const event::Event&)> explain);
  virtual ~Output() = default;

  virtual event::Sink& sink() = 0;

  /// Lines for people, without an end after the last.
  virtual void say(const std::string& text) = 0;

  /// True: a person types at a prompt, and `OutputCalls::typed` brings the lines.
  virtual bool interactive() const = 0;

  /// For SIGINT. True: it only discarded what was being typed.
  virtual bool interrupt() = 0;

  /// Waits until all is written, at most so long; the bytes that were not.
  virtual std::size_t finish(Duration at_most) = 0;
};

}  // namespace parley::cli
