#include "board/sketch/spawn.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace parley::board::sketch {

namespace {

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words)
    pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// Everything the child needs, made before fork(2): between fork and exec only functions of
/// signal-safety(7) may be called, because other threads may hold any lock.
struct Child {
  const char* path;
  char** words;
  char** environment;
  int descriptors[3];
  int report;
  pid_t parent;
  bool own_session;
  int death_signal;
  bool ignores_term;

  [[noreturn]] void become() const;
  void give_up() const {
    const int error = errno;
    [[maybe_unused]] const auto put = ::write(report, &error, sizeof error);
    ::_exit(127);
  }
};

void Child::become() const {
  ::prctl(PR_SET_PDEATHSIG, death_signal);
  if (::getppid() != parent) ::_exit(127);  // it died before we asked
  if (own_session) ::setsid();
  int moved[3];
  for (int i = 0; i < 3; ++i) {
    // Above 2 first: with our own standard input closed one of them may be 0 itself.
    const int from = descriptors[i] >= 0 ? descriptors[i] : ::open("/dev/null", O_RDWR | O_CLOEXEC);
    moved[i] = ::fcntl(from, F_DUPFD_CLOEXEC, 3);
    if (moved[i] < 0) give_up();
  }
  for (int i = 0; i < 3; ++i)
    if (::dup2(moved[i], i) < 0) give_up();
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  ::sigaction(SIGPIPE, &action, nullptr);
  if (ignores_term) action.sa_handler = SIG_IGN;
  ::sigaction(SIGTERM, &action, nullptr);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::execve(path, words, environment);
  give_up();
  ::_exit(127);
}

class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_, O_CLOEXEC) != 0) ends_[0] = ends_[1] = -1;
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  int read_end() const { return ends_[0]; }
  int write_end() const { return ends_[1]; }
  void close_write_end() { close_end(1); }

 private:
  void close_end(int which) {
    if (ends_[which] >= 0) ::close(ends_[which]);
    ends_[which] = -1;
  }
  int ends_[2];
};

/// Both to their ends.
void collect(int output, int errors, ToolResult& into) {
  pollfd watched[2] = {{output, POLLIN, 0}, {errors, POLLIN, 0}};
  std::string* const texts[2] = {&into.output, &into.errors};
  std::string buffer(64 * 1024, '\0');
  while (watched[0].fd >= 0 || watched[1].fd >= 0) {
    if (::poll(watched, 2, -1) < 0 && errno != EINTR) return;
    for (int i = 0; i < 2; ++i) {
      if (watched[i].fd < 0 || watched[i].revents == 0) continue;
      const ssize_t got = ::read(watched[i].fd, buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) {
        watched[i].fd = -1;
        continue;
      }
      if (texts[i]->size() < tool_output_bytes_max) {
        texts[i]->append(buffer, 0, static_cast<std::size_t>(got));
      }
    }
  }
}

}  // namespace

std::string find_program(const std::string& name) {
  const auto runs = [](const std::string& path) { return ::access(path.c_str(), X_OK) == 0; };
  if (name.find('/') != std::string::npos) return runs(name) ? name : "";
  const char* given = std::getenv("PATH");
  std::string_view left = given ? given : "/usr/local/bin:/usr/bin:/bin";
  while (!left.empty()) {
    const auto end = left.find(':');
    const std::string path = std::string(left.substr(0, end)) + "/" + name;
    if (runs(path)) return path;
    if (end == std::string_view::npos) break;
    left.remove_prefix(end + 1);
  }
  return "";
}

Result<pid_t> spawn(const SpawnRequest& request) {
  const std::string attempted = "start " + request.words.front();
  const std::string path = find_program(request.words.front());
  if (path.empty()) return failure(system_error(attempted, ENOENT));
  std::vector<std::string> words = request.words;
  std::vector<std::string> environment = request.environment.value_or(std::vector<std::string>());
  auto word_pointers = pointers_to(words);
  auto environment_pointers = pointers_to(environment);
  Pipe report;
  Child child{path.c_str(),
              word_pointers.data(),
              request.environment ? environment_pointers.data() : ::environ,
              {request.input, request.output, request.errors},
              report.write_end(),
              ::getpid(),
              request.own_session,
              request.death_signal,
              request.ignores_term};
  const pid_t id = ::fork();
  if (id < 0) return failure(system_error(attempted, errno));
  if (id == 0) child.become();
  report.close_write_end();
  int error = 0;
  ssize_t got = 0;
  do {
    got = ::read(report.read_end(), &error, sizeof error);
  } while (got < 0 && errno == EINTR);
  if (got != sizeof error) return id;  // the pipe was closed by a successful exec
  ::waitpid(id, nullptr, 0);
  return failure(system_error(attempted, error));
}

Result<ToolResult> run_tool(const std::vector<std::string>& words, bool merged,
                            const std::stop_token& stop) {
  Pipe output;
  Pipe errors;
  SpawnRequest request;
  request.words = words;
  request.output = output.write_end();
  request.errors = merged ? output.write_end() : errors.write_end();
  // A compiler's driver leaves its children alone when it is killed: all of them are a group.
  request.own_session = stop.stop_possible();
  const auto id = spawn(request);
  if (!id) return failure(id.error());
  output.close_write_end();
  errors.close_write_end();
  ToolResult result;
  {
    // Gone before the id is anybody else's.
    const std::stop_callback killer(stop, [group = *id] { ::kill(-group, SIGKILL); });
    collect(output.read_end(), errors.read_end(), result);
  }
  int status = 0;
  while (::waitpid(*id, &status, 0) < 0 && errno == EINTR) {
  }
  result.succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return result;
}

}  // namespace parley::board::sketch
