// bubblewrap (bwrap(1)) around a board, whose sketch is native code, and around the compiler that
// makes it, whom a sketch can tell to read any file (`.incbin`): no network, no home, no other
// processes; of the file system what a program needs, read-only, and the folders it is given.
//
// Thread rule: any thread; the probe runs a child.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace parley::board::sketch {

/// What of the file system a program may reach.
struct Reach {
  std::vector<std::filesystem::path> readable;
  std::vector<std::filesystem::path> writable;  ///< must exist

  /// Where it starts: made, and empty but for what else is reached below it.
  std::filesystem::path folder = "/";
};

class Sandbox {
 public:
  /// Tries once whether bubblewrap is here and may do what is needed of it.
  static Sandbox probe();

  /// No sandbox, because nobody wants one.
  static Sandbox none(std::string why);

  bool works() const { return !program_.empty(); }

  /// Why it does not work: a clause.
  const std::string& why_not() const { return why_not_; }

  /// `words` as a command inside of it; they themselves where it does not work.
  std::vector<std::string> wrap(const std::vector<std::string>& words, const Reach& reach) const;

 private:
  std::string program_;
  std::string why_not_;
};

/// All that a board's environment has: nothing of the user's, but what sanitizers are told.
std::vector<std::string> board_environment();

}  // namespace parley::board::sketch
