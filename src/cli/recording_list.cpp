#include "cli/recording_list.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>

#include "cli/local_time.h"
#include "record/system_files.h"

namespace parley::cli {

namespace {

namespace fs = std::filesystem;

/// The names begin with the time of their beginning in UTC: 20261124-102018-
std::string began(std::string_view name) {
  if (name.size() < 15) return "-";
  const std::string utc =
      fmt::format("{}-{}-{}T{}:{}:{}Z", name.substr(0, 4), name.substr(4, 2), name.substr(6, 2),
                  name.substr(9, 2), name.substr(11, 2), name.substr(13, 2));
  const auto time = parse_since(utc, {}, {});
  if (!time) return "-";
  return local_date(*time) + " " + local_clock(*time).substr(0, 8);
}

fs::path store_folder() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state && *state == '/') return fs::path(state) / "parley";
  const char* home = std::getenv("HOME");
  return fs::path(home ? home : "/") / ".local/state/parley";
}

}  // namespace

Result<std::string> recording_list() {
  const fs::path folder = store_folder();
  auto found = record::SystemFiles().list(folder);
  if (!found) return failure(found.error());
  std::vector<record::FileInfo> files;
  std::copy_if(found->begin(), found->end(), std::back_inserter(files),
               [](const record::FileInfo& file) { return file.name.ends_with(".pcapng"); });
  if (files.empty()) return fmt::format("there are no recordings in {}", folder.string());
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.name > b.name; });
  std::string list = fmt::format("recordings in {}, the newest first\n{:<19}  {:>13}  {}",
                                 folder.string(), "began", "bytes", "file");
  for (const record::FileInfo& file : files)
    list += fmt::format("\n{:<19}  {:>13}  {}", began(file.name), file.size, file.name);
  return list;
}

}  // namespace parley::cli
