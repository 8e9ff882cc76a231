#include "host/processes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <grp.h>
#include <pwd.h>

#include "host/files.h"

namespace parley::host {

namespace {

// The user and group databases ask for a buffer of unknown size; a long member list may need this.
constexpr std::size_t database_bytes_max = 64 * 1024;

std::vector<int> process_ids(const std::string& proc) {
  std::vector<int> ids;
  for (const std::string& name : folder_entries(proc)) {
    int id = 0;
    const char* end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data(), end, id);
    if (error == std::errc{} && stop == end) ids.push_back(id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

std::map<std::string, int> processes_with(const std::string& proc,
                                          const std::set<std::string>& targets) {
  std::map<std::string, int> found;
  for (const int pid : process_ids(proc)) {
    if (found.size() == targets.size()) break;
    const std::string folder = proc + "/" + std::to_string(pid) + "/fd";
    for (const std::string& number : folder_entries(folder)) {
      const std::string target = link_target(folder + "/" + number);
      if (targets.contains(target)) found.emplace(target, pid);
    }
  }
  return found;
}

std::string command_name(const std::string& proc, int pid) {
  return read_line(proc + "/" + std::to_string(pid) + "/comm");
}

std::string user_name(unsigned id) {
  passwd entry{};
  passwd* found = nullptr;
  std::string buffer(database_bytes_max, '\0');
  if (getpwuid_r(id, &entry, buffer.data(), buffer.size(), &found) != 0 || !found) {
    return std::to_string(id);
  }
  return printable(found->pw_name);
}

std::string group_name(unsigned id) {
  group entry{};
  group* found = nullptr;
  std::string buffer(database_bytes_max, '\0');
  if (getgrgid_r(id, &entry, buffer.data(), buffer.size(), &found) != 0 || !found) {
    return std::to_string(id);
  }
  return printable(found->gr_name);
}

}  // namespace parley::host
