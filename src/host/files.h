// Small files, folders and links of /proc and /sys. What cannot be read counts as not there: those
// trees change while they are read, and another user's part of them is closed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::host {

std::optional<std::string> read_file(const std::string& path);

/// The first line of a file, printable, without blanks at its ends; empty when there is none.
std::string read_line(const std::string& path);

/// The names in a folder without "." and "..", in the system's order.
std::vector<std::string> folder_entries(const std::string& path);

/// readlink(2); empty when it is no link.
std::string link_target(const std::string& path);

/// realpath(3); empty when it leads nowhere.
std::string real_path(const std::string& path);

/// access(2), F_OK.
bool exists(const std::string& path);

/// Every byte outside printable ASCII becomes '?'.
std::string printable(std::string_view text);

}  // namespace parley::host
