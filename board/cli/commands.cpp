#include "board/cli/commands.h"

namespace parley::board::cli {

std::span<const parley::cli::MoreCommand> commands() {
  return {};
}

}  // namespace parley::board::cli
