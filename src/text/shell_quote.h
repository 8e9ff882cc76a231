// Commands that a user is told to copy.
#pragma once

#include <string>
#include <string_view>

namespace parley::text {

/// One argument, so that a POSIX shell reads exactly these octets: bare where that is safe, in
/// single quotes otherwise. What must not reach a terminal (`is_shown`, LF and TAB included) is
/// written in dollar quotes, `$'\033'`: POSIX.1-2024, and every bash, zsh and ksh; dash does not
/// know them.
std::string shell_quote(std::string_view argument);

}  // namespace parley::text
