// A board beside the talk of a window's conversation: built, started with a router of its own, and
// reached by commands.
//
//   fault up|down|both FAULT...   as the router's (board/router/commands.h), without the board's
//   link up|down                  name
//   forward tcp|udp PC BOARD_PORT
//   restart                       the reset button
//   help                          this list
//
// The board reaches this computer as 10.0.2.2. Its frames are in a file that grows until
// `capture_bytes_max`, and is removed with the companion.
//
// Thread rule: plain functions; what they make is for the loop's thread.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.h"
#include "session/boards.h"

namespace parley::board::talk {

/// A day of a board that reports each second; a flood fills it in minutes, and is then not kept.
inline constexpr std::uint64_t capture_bytes_max = 1024ull * 1024 * 1024;

session::MakeCompanion make_companion();

/// All that a window needs of boards.
session::Boards boards();

/// The `parley` that is started as a router: this very program where it is one, else the one beside
/// it (or in the build tree); $PARLEY_PROGRAM before all. Errors: there is none.
Result<std::filesystem::path> router_program();

}  // namespace parley::board::talk
