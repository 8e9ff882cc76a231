// Somebody who steers a router: gives it commands (board/router/commands.h), reads the answers,
// hears its notices. `parley board`, `parley router --command`, and later the window.
//
// Owner: whoever made it. Thread rule: one thread. Only `ask` waits; who has a loop of its own
// polls `descriptor` for POLLIN and calls `next` until nothing is left.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "board/link/connection.h"

namespace parley::board::link {

class RouterClient {
 public:
  /// Errors: nobody listens at the path (no_device, refused), or it may not be opened.
  static Result<RouterClient> to(const std::string& path);

  /// Sends one command; its answer comes as `next`. Errors: longer than a message; the router went
  /// away, or does not read.
  Result<> command(std::string_view text);

  struct Arrived {
    enum class Kind { nothing, answer, notice, ended };
    Kind kind = Kind::nothing;
    bool ok = false;   ///< answer
    std::string text;  ///< answer: for people or JSON; notice: one JSON object
  };
  Arrived next();

  /// Sends a command and waits for its answer. The error of an answer that is not ok has class
  /// bad_input and the router's words in `seen`. Notices that come meanwhile are kept for `next`.
  Result<std::string> ask(std::string_view text, Duration at_most);

  int descriptor() const { return connection_.descriptor(); }

 private:
  explicit RouterClient(Connection connection) : connection_(std::move(connection)) {}

  Arrived receive();

  Connection connection_;
  std::string answer_;  ///< the pieces of one that is not whole yet
  std::deque<Arrived> kept_;
};

}  // namespace parley::board::link
