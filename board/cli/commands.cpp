#include "board/cli/commands.h"

#include "board/cli/board_command.h"

namespace parley::board::cli {

std::span<const parley::cli::MoreCommand> commands() {
  static constexpr parley::cli::MoreCommand all[] = {
      {"board", add_board, run_board},
  };
  return all;
}

}  // namespace parley::board::cli
