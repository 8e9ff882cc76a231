#include <algorithm>
#include <grp.h>
#include <pwd.h>
#include <sys/resource.h>
#include <unistd.h>

#include "host/processes.h"
#include "host/system_host.h"

namespace parley::host {

namespace {

std::vector<std::string> names_of(const std::vector<gid_t>& ids) {
  std::vector<std::string> names;
  for (const gid_t id : ids) {
    std::string name = group_name(id);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

std::vector<gid_t> groups_of_process() {
  std::vector<gid_t> ids{getegid()};
  const int count = getgroups(0, nullptr);
  if (count <= 0) return ids;
  std::vector<gid_t> more(static_cast<std::size_t>(count));
  const int filled = getgroups(count, more.data());
  if (filled > 0) ids.insert(ids.end(), more.begin(), more.begin() + filled);
  return ids;
}

std::vector<gid_t> groups_of_database(const std::string& user) {
  int count = 64;
  std::vector<gid_t> ids(static_cast<std::size_t>(count));
  if (getgrouplist(user.c_str(), getegid(), ids.data(), &count) < 0) {
    // It wrote how many there are.
    ids.resize(static_cast<std::size_t>(count));
    if (getgrouplist(user.c_str(), getegid(), ids.data(), &count) < 0) return {};
  }
  ids.resize(static_cast<std::size_t>(count));
  return ids;
}

}  // namespace

User SystemHost::user() const {
  User user;
  user.id = geteuid();
  user.name = user_name(user.id);
  user.groups = names_of(groups_of_process());
  user.groups_assigned = names_of(groups_of_database(user.name));
  return user;
}

DescriptorLimits SystemHost::descriptor_limits() const {
  rlimit limit{};
  // It fails only for a resource that does not exist.
  getrlimit(RLIMIT_NOFILE, &limit);
  return {limit.rlim_cur, limit.rlim_max};
}

}  // namespace parley::host
