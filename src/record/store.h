// Where recordings go that nobody named: one folder a user, a new file for each program, day and
// 256 MiB, and the oldest removed when they become too many or too old.
//
// Thread rule: one thread at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "record/file.h"

namespace parley::record {

/// $XDG_STATE_HOME/parley, else ~/.local/state/parley (XDG Base Directory Specification). Errors:
/// neither XDG_STATE_HOME nor HOME is set.
Result<std::filesystem::path> store_folder();

/// A file that this program writes. Its lock is held as long as it is open.
struct OwnFile {
  std::shared_ptr<File> file;
  std::filesystem::path path;
};

class Store {
 public:
  /// `title` says in a file's name what was done: "listen-8888". What does not belong into a file's
  /// name becomes "-".
  Store(Files& files, std::filesystem::path folder, std::string title);

  /// A new file, named by the time (UTC), the title and the process.
  Result<OwnFile> begin(WallTime now);

  struct Removed {
    std::string name;
    std::string why;  ///< "older than 30 days"
  };

  /// Removes what is too old and, oldest first, what is too much. A recording that somebody writes
  /// is never touched, nor a file that has no recording's name.
  std::vector<Removed> prune(WallTime now);

 private:
  std::string name_at(WallTime now, unsigned attempt) const;
  bool remove_unless_open(const std::string& name);

  Files& files_;
  std::filesystem::path folder_;
  std::string title_;
};

/// The time in a stored recording's name; nothing: it has another name.
std::optional<WallTime> time_in_name(std::string_view name);

}  // namespace parley::record
