#include "board/cli/router_path.h"

#include <cerrno>
#include <cstdlib>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/router/commands.h"
#include "text/notation.h"

namespace parley::board::cli {

namespace {

std::string folder_of_this_user() {
  // It may be set and not there: after su(1), and in many containers.
  const char* runtime = std::getenv("XDG_RUNTIME_DIR");
  const bool usable = runtime != nullptr && runtime[0] == '/' && ::access(runtime, W_OK) == 0;
  if (usable) return std::string(runtime) + "/parley";
  return fmt::format("/tmp/parley-{}", ::getuid());
}

Result<> make_private(const std::string& folder) {
  const std::string attempted = "use the folder " + folder;
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return failure(system_error(attempted, errno));
  }
  struct stat seen {};
  if (::lstat(folder.c_str(), &seen) != 0) return failure(system_error(attempted, errno));
  const bool ours = S_ISDIR(seen.st_mode) && seen.st_uid == ::getuid();
  if (!ours || (seen.st_mode & 077) != 0) {
    return failure({ErrorClass::no_permission, 0, attempted,
                    "others can write or look into it; remove it, or give --socket PATH"});
  }
  return {};
}

}  // namespace

Result<std::string> router_path(std::string_view name_or_path) {
  if (name_or_path.find('/') != name_or_path.npos) return std::string(name_or_path);
  if (!router::is_board_name(name_or_path)) {
    return failure({ErrorClass::bad_input, 0,
                    fmt::format("use the router's name \"{}\"", text::excerpt(name_or_path)),
                    "a name has letters, digits, '.', '_' and '-'; a path has a slash"});
  }
  const std::string folder = folder_of_this_user();
  if (auto made = make_private(folder); !made) return failure(made.error());
  return fmt::format("{}/{}.router", folder, name_or_path);
}

}  // namespace parley::board::cli
