#include "board/cli/commands.h"

namespace parley::board::cli {

std::span<const parley::cli::MoreCommand> commands() {
  static constexpr parley::cli::MoreCommand table[] = {
      {"board", add_board, run_board},
      {"router", add_router, run_router},
      {"demo", add_demo, run_demo},
  };
  return table;
}

}  // namespace parley::board::cli
