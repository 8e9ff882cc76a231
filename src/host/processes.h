// Who has what open: the links of /proc/PID/fd (proc(5)).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "host/host.h"

namespace parley::host {

/// For each of the link targets ("socket:[4711]", "/dev/ttyUSB0") the lowest process id that has it
/// open. Processes of other users stay unseen unless this one is root's.
std::map<std::string, int> processes_with(const std::string& proc,
                                          const std::set<std::string>& targets);

/// The name of a process (proc(5), comm), printable.
std::string command_name(const std::string& proc, int pid);

/// The name of a user, or the number as text where the database has none (getpwuid_r(3)).
std::string user_name(unsigned id);
std::string group_name(unsigned id);

}  // namespace parley::host
