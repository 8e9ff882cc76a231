// What a conversation has beside its talk: a board with its router, made by a room that this one
// does not know.
//
// Owner: Running; made after the session and destroyed before it. Thread rule: the loop's thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "session/asked.h"
#include "session/session.h"

namespace parley::session {

class Companion {
 public:
  virtual ~Companion() = default;

  /// Opens it as a peer of the session's talk. May wait (a sketch is compiled), which
  /// `CompanionCalls::stop` ends. Errors, here and below: in words for people.
  virtual Result<> open() = 0;

  /// A command of its own, such as "fault both loss=5%"; the answer is for people. `answered` is
  /// called at most once, not after this is destroyed, and perhaps at once.
  virtual void command(const std::string& words,
                       std::function<void(Result<std::string>)> answered) = 0;

  /// Where the frames that it saw are kept, a capture that grows; empty: nowhere.
  virtual std::filesystem::path capture() const = 0;

  /// Ends in order; `then` is called once, when all that it said is out, or after a while.
  virtual void wind_down(std::function<void()> then) = 0;
};

/// How a companion reaches its conversation.
struct CompanionCalls {
  std::function<void(std::string)> say;  ///< shows lines for people at once; any thread
  std::stop_token stop{};                ///< requested: whatever `open` waits for is given up
};

/// Makes what `asked` needs beside a talk.
using MakeCompanion =
    std::function<Result<std::unique_ptr<Companion>>(Session&, const Asked&, CompanionCalls)>;

}  // namespace parley::session
