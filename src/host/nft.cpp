// The packet filter's rules, through nft(8), which reads them from the kernel and knows their
// words. Rejected: asking the kernel by nfnetlink. It keeps rules as small programs for a virtual
// machine, and turning those back into rules is what nft is.
#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "host/files.h"
#include "host/system_host.h"

namespace parley::host {

namespace {

using Clock = std::chrono::steady_clock;

// It answers within milliseconds, and who waits for us may be a conversation.
constexpr std::chrono::seconds patience{1};
constexpr std::size_t ruleset_bytes_max = 16 * 1024 * 1024;

std::string find_nft() {
  const char* path = std::getenv("PATH");
  // Users' paths often lack sbin.
  std::string folders = std::string(path ? path : "") + ":/usr/sbin:/sbin";
  while (!folders.empty()) {
    const std::size_t end = std::min(folders.find(':'), folders.size());
    const std::string program = folders.substr(0, end) + "/nft";
    if (end > 0 && ::access(program.c_str(), X_OK) == 0) return program;
    folders.erase(0, end + 1);
  }
  return {};
}

// CapEff of proc(5): CAP_NET_ADMIN, which listing rules takes.
bool may_administer(const std::string& proc) {
  constexpr unsigned cap_net_admin = 12;
  const std::string status = read_file(proc + "/self/status").value_or("");
  const std::string label = "CapEff:\t";
  const auto place = status.find(label);
  if (place == std::string::npos) return false;
  std::uint64_t set = 0;
  const char* first = status.data() + place + label.size();
  std::from_chars(first, status.data() + status.size(), set, 16);
  return (set >> cap_net_admin & 1) != 0;
}

struct Said {
  std::string output;
  bool whole = false;  // to its end, and not too much
};

Said read_all(int descriptor) {
  Said said;
  const auto deadline = Clock::now() + patience;
  std::array<char, 65536> buffer;
  while (said.output.size() < ruleset_bytes_max) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd ready{descriptor, POLLIN, 0};
    const int count = ::poll(&ready, 1, static_cast<int>(std::max<long>(left, 0)));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return said;
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      said.whole = got == 0;
      return said;
    }
    said.output.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return said;
}

std::string last_line(std::string text) {
  while (text.ends_with('\n'))
    text.pop_back();
  return printable(text.substr(text.rfind('\n') + 1));
}

Firewall failed(std::string trouble) {
  return {Firewall::Access::failed, {}, std::move(trouble)};
}

// Its words for people come by the same pipe, and are read only where it failed.
pid_t start(const std::string& program, const std::array<int, 2>& pipe) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, pipe[1], STDERR_FILENO);
  std::string words[] = {program, "-j", "list", "ruleset"};
  char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
  pid_t child = -1;
  if (::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ) != 0)
    child = -1;
  posix_spawn_file_actions_destroy(&actions);
  return child;
}

}  // namespace

Firewall SystemHost::firewall() const {
  const std::string program = find_nft();
  if (program.empty()) return {Firewall::Access::not_installed, {}, {}};
  if (!may_administer(roots_.proc)) return {Firewall::Access::no_permission, {}, {}};
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return failed(errno_text(errno));
  const pid_t child = start(program, pipe);
  ::close(pipe[1]);
  Said said;
  if (child > 0) said = read_all(pipe[0]);
  ::close(pipe[0]);
  if (child < 0) return failed("nft cannot be started");
  if (!said.whole) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!said.whole) return failed("nft did not answer within a second");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return failed(last_line(said.output));
  return {Firewall::Access::read, std::move(said.output), {}};
}

}  // namespace parley::host
