#include "board/talk/board_plan.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fmt/format.h>

#include "board/link/message.h"

namespace parley::board::talk {

namespace {

namespace fs = std::filesystem;

/// 32 bits that spread over all of a text's octets (FNV-1a).
std::uint32_t digest(std::string_view text) {
  std::uint32_t value = 2166136261u;
  for (const char c : text)
    value = (value ^ static_cast<unsigned char>(c)) * 16777619u;
  return value;
}

fs::path state_folder() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  if (state && *state == '/') return fs::path(state) / "parley/boards";
  return fs::path(home && *home ? home : "/tmp") / ".local/state/parley/boards";
}

}  // namespace

void complete(BoardPlan& plan, const sketch::Built& built) {
  run::BoardSettings& board = plan.board;
  if (board.name.empty()) {
    for (const char c : built.name) {
      const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-';
      board.name += plain ? c : '_';
    }
    board.name.resize(std::min(board.name.size(), link::name_bytes_max));
  }
  board.program = built.program;
  if (board.mac.empty()) {
    // The chip maker's own prefix; a name has the same address every time.
    const std::uint32_t tail = digest(board.name);
    board.mac = fmt::format("5c:cf:7f:{:02x}:{:02x}:{:02x}", (tail >> 16) & 0xff,
                            (tail >> 8) & 0xff, tail & 0xff);
  }
  if (board.flash.empty()) {
    std::error_code error;
    const std::string place = fs::weakly_canonical(built.folder, error).string();
    board.flash = state_folder() / fmt::format("{}-{:08x}", board.name, digest(place)) / "flash";
  }
}

}  // namespace parley::board::talk
