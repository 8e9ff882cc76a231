// Where routers listen: a name stands for a socket file in a folder that only this user can enter.
//
// Thread rule: plain functions on the file system.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace parley::board::cli {

inline constexpr std::string_view router_name_default = "parley";

/// The socket of a router: a path (it has a slash) as it is, and for a name NAME.router in
/// $XDG_RUNTIME_DIR/parley, or in /tmp/parley-UID where that is not set. Makes the folder (0700).
/// Errors: the name has characters that no file name should have; the folder cannot be made, or it
/// belongs to somebody else, who could then put a socket of his own there.
Result<std::string> router_path(std::string_view name_or_path);

}  // namespace parley::board::cli
