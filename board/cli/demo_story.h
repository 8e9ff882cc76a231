// The two stories of the chapter, each told by a board and this PC: the board as TCP client of
// `parley listen`, then `parley connect` to the board as TCP server. Every word of them is said by
// real programs over a real connection; this only starts them, types for the person at the PC, and
// notes what had to be seen.
//
// Thread rule: one thread a story; several stories may be told at the same time.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "board/cli/demo_stage.h"
#include "wire/conversations.h"

namespace parley::board::cli {

struct Story {
  std::string title;
  std::vector<std::string> commands;  ///< as a user would type them
  Titles titles;
  WallTime start{};
  std::vector<Row> rows;
  std::vector<Expected> expected;
  std::optional<wire::Conversation> connection;  ///< as the router's capture has it
  std::vector<std::string> troubles;             ///< why something is missing, as far as is known
};

struct StoryRequest {
  std::string program;         ///< the path of this very program
  std::string capture_folder;  ///< where the router's capture goes
  SteadyTime deadline{};
  const std::atomic<bool>& stop;  ///< set: somebody wants it to end
};

Story board_as_client(const StoryRequest& request);
Story board_as_server(const StoryRequest& request);

/// True when all that was expected was seen and the handshake was captured.
bool went_well(const Story& story);

/// The story for a reader: title, commands, both transcripts, the handshake, and what is missing.
/// `columns` as for `side_by_side`.
std::vector<std::string> story_lines(const Story& story, std::size_t columns);

}  // namespace parley::board::cli
