// Steers a router from the loop: commands go out, their answers and the router's notices come in.
//
// Owner: whoever made it. Thread rule: the loop's thread; nothing waits but `start`.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "board/link/router_client.h"
#include "net/epoll.h"
#include "net/task.h"

namespace parley::board::run {

class Steering {
 public:
  using Answered = std::function<void(Result<std::string>)>;

  struct Calls {
    std::function<void(const std::string& json)> notice;  ///< board/router/notices.h
    std::function<void()> gone;                           ///< the router went away; the last call
  };

  /// Connects to the router at `socket`, which begins to tell its notices; they come from `begin`
  /// on.
  static Result<std::unique_ptr<Steering>> start(net::EpollLoop& loop,
                                                 const std::filesystem::path& socket, Calls calls);

  /// One command and its answer, waited for: before `begin`.
  Result<std::string> ask(std::string_view command);

  /// One command after `begin`. `answered` is called once, in the order of the commands, unless
  /// this is destroyed before. Errors: as the router words them (bad_input); it went away.
  void tell(std::string_view command, Answered answered);

  /// Calls from now on, those for what came meanwhile at once.
  void begin();

 private:
  Steering(net::EpollLoop& loop, link::RouterClient client, Calls calls);
  net::Task<> run();
  void answer(Result<std::string> result);

  link::RouterClient client_;
  net::Watch watch_;
  Calls calls_;
  std::deque<Answered> waiting_;
  net::EpollLoop& loop_;
  net::Task<> task_;
};

}  // namespace parley::board::run
