// What a conversation has beside its talk: a board with its router, made by a room that this one
// does not know.
//
// Owner: Running; made after the session and destroyed before it. Thread rule: the loop's thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "session/asked.h"
#include "session/session.h"

namespace parley::session {

class Companion {
 public:
  virtual ~Companion() = default;

  /// Opens it as a peer of the session's talk. May wait (a sketch is compiled). Errors, here and
  /// below: in words for people.
  virtual Result<> open() = 0;

  /// A command of its own, such as "fault both loss=5%"; the answer is for people.
  virtual Result<std::string> command(const std::string& words) = 0;

  /// Where the frames that it saw are kept, a capture that grows; empty: nowhere.
  virtual std::filesystem::path capture() const = 0;

  /// Ends in order; `then` is called once, when all that it said is out, or after a while.
  virtual void wind_down(std::function<void()> then) = 0;
};

/// How a companion reaches its conversation. `say` shows lines for people at once; any thread.
struct CompanionCalls {
  std::function<void(std::string)> say;
};

/// Makes what `asked` needs beside a talk.
using MakeCompanion =
    std::function<Result<std::unique_ptr<Companion>>(Session&, const Asked&, CompanionCalls)>;

}  // namespace parley::session
