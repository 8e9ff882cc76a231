#include "board/cli/commands.h"

namespace parley::board::cli {

std::span<const parley::cli::MoreCommand> commands() {
  static constexpr parley::cli::MoreCommand table[] = {
      {"router", add_router, run_router},
  };
  return table;
}

}  // namespace parley::board::cli
