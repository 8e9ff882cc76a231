#include "board/sketch/sandbox.h"

#include <cstdlib>

#include "board/sketch/spawn.h"

namespace parley::board::sketch {

namespace {

std::vector<std::string> fixed_words(const std::string& program) {
  std::vector<std::string> words{program,         "--die-with-parent", "--unshare-net",
                                 "--unshare-pid", "--unshare-ipc",     "--unshare-uts"};
  for (const char* folder : {"/usr", "/lib", "/lib32", "/lib64", "/libx32", "/etc/ld.so.cache",
                             "/etc/localtime", "/etc/alternatives"}) {
    words.insert(words.end(), {"--ro-bind-try", folder, folder});
  }
  words.insert(words.end(), {"--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"});
  return words;
}

}  // namespace

Sandbox Sandbox::probe() {
  const std::string program = find_program("bwrap");
  if (program.empty()) {
    return none("bubblewrap is not installed (sudo apt install bubblewrap)");
  }
  auto words = fixed_words(program);
  words.insert(words.end(), {"--", "/usr/bin/true"});
  const auto ran = run_tool(words);
  if (ran && ran->succeeded) {
    Sandbox made;
    made.program_ = program;
    return made;
  }
  std::string said = ran ? ran->errors : ran.error().seen;
  said = said.substr(0, said.find('\n'));
  return none("bubblewrap does not work here" + (said.empty() ? "" : " (" + said + ")"));
}

Sandbox Sandbox::none(std::string why) {
  Sandbox made;
  made.why_not_ = std::move(why);
  return made;
}

std::vector<std::string> Sandbox::wrap(const std::vector<std::string>& words,
                                       const Reach& reach) const {
  if (!works()) return words;
  std::vector<std::string> wrapped = fixed_words(program_);
  for (const auto& path : reach.readable)
    wrapped.insert(wrapped.end(), {"--ro-bind", path.string(), path.string()});
  for (const auto& path : reach.writable)
    wrapped.insert(wrapped.end(), {"--bind", path.string(), path.string()});
  wrapped.insert(wrapped.end(),
                 {"--dir", reach.folder.string(), "--chdir", reach.folder.string(), "--"});
  wrapped.insert(wrapped.end(), words.begin(), words.end());
  return wrapped;
}

std::vector<std::string> board_environment() {
  std::vector<std::string> environment{"PATH=/usr/bin:/bin", "LANG=C.UTF-8"};
  for (const char* name : {"ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "TZ"}) {
    if (const char* value = std::getenv(name)) {
      environment.push_back(std::string(name) + "=" + value);
    }
  }
  return environment;
}

}  // namespace parley::board::sketch
