// A private router: `parley router`, of this very program or another, for one board, ended with it.
//
// Owner: whoever made it. Destroying it ends the process (SIGTERM, then SIGKILL) and removes the
// folder of its socket. Thread rule: the loop's thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "board/run/process.h"

namespace parley::board::run {

struct RouterSettings {
  std::filesystem::path program = "/proc/self/exe";  ///< a `parley`
  std::string ssid;                                  ///< empty: any name and password will do
  std::string password;
  std::optional<std::uint32_t> seed;  ///< of the link's faults
};

class RouterProcess {
 public:
  /// Starts it and waits until it listens, at most 5 s. Not for a running conversation.
  static Result<std::unique_ptr<RouterProcess>> start(net::EpollLoop& loop,
                                                      const RouterSettings& settings,
                                                      Process::Calls calls);
  ~RouterProcess();

  /// The same router at the same path, after it died.
  Result<> start_again(net::EpollLoop& loop, Process::Calls calls);

  const std::filesystem::path& socket() const { return socket_; }

 private:
  RouterSettings settings_;
  std::filesystem::path folder_;
  std::filesystem::path socket_;
  std::unique_ptr<Process> process_;
};

}  // namespace parley::board::run
