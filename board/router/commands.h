// The language in which a router is steered: one line, words separated by spaces; a word with
// spaces in it stands in double quotes.
//
//   boards                               the boards as a JSON list
//   fault BOARD [up|down|both FAULT...]  change the faults of its link (fault_words.h), or show
//   link BOARD down|up                   cut its link, or mend it
//   forward BOARD tcp|udp PC BOARD_PORT  open 127.0.0.1:PC as soon as it has its lease; 0: any free
//   capture FILE [BOARD]                 pcapng of what boards send and what reaches them
//   capture off                          ends every capture
//   watch                                notices (notices.h) to who asked, from now on
//   help                                 this list
//
// BOARD may be one that is not there yet; `*` is every board, there or to come (not for forward).
// Up is from the board to the router.
//
// Thread rule: plain functions.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/address.h"
#include "base/result.h"
#include "board/router/nat.h"

namespace parley::board::router {

struct BoardsCommand {};
struct WatchCommand {};
struct HelpCommand {};
struct FaultCommand {
  std::string board;
  bool up = false;  ///< neither: show
  bool down = false;
  std::vector<std::string> faults;
};
struct LinkCommand {
  std::string board;
  bool down = false;
};
struct ForwardCommand {
  std::string board;
  Transport transport = Transport::tcp;
  Port pc_port{};
  Port board_port{};
};
struct CaptureCommand {
  std::string file;   ///< empty: off
  std::string board;  ///< empty: all
};
using Command = std::variant<BoardsCommand, WatchCommand, HelpCommand, FaultCommand, LinkCommand,
                             ForwardCommand, CaptureCommand>;

/// Errors are of class bad_input and show how the command is written.
Result<Command> parse_command(std::string_view line);

/// What `help` answers.
std::string_view commands_help();

/// Letters, digits, '.', '_' and '-', 1 to 63 of them: a board's name stands in commands, file
/// names and rows.
bool is_board_name(std::string_view name);

}  // namespace parley::board::router
