#include "board/router/commands.h"

#include <algorithm>
#include <fmt/format.h>

#include "board/link/message.h"
#include "text/notation.h"

namespace parley::board::router {

namespace {

using Words = std::vector<std::string>;

constexpr std::string_view usage_fault =
    "fault BOARD up|down|both loss=5% delay=20ms ... (or: off)";
constexpr std::string_view usage_link = "link BOARD down|up";
constexpr std::string_view usage_forward = "forward BOARD tcp|udp PC_PORT BOARD_PORT";
constexpr std::string_view usage_capture = "capture FILE [BOARD]";

Failure cannot(std::string_view line, std::string seen) {
  return failure({ErrorClass::bad_input, 0,
                  fmt::format("understand the command \"{}\"", text::excerpt(line)),
                  std::move(seen)});
}

Failure wanted(std::string_view line, std::string_view usage) {
  return cannot(line, fmt::format("it is written: {}", usage));
}

/// Nothing: a quote is not closed.
std::optional<Words> words_of(std::string_view line) {
  Words words;
  bool inside = false;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      if (!quoted && !inside) words.emplace_back();
      inside = true;
      quoted = !quoted;
    } else if ((c == ' ' || c == '\t' || c == '\r' || c == '\n') && !quoted) {
      inside = false;
    } else {
      if (!inside) words.emplace_back();
      inside = true;
      words.back() += c;
    }
  }
  if (quoted) return std::nullopt;
  return words;
}

bool is_board(std::string_view name, bool all_too) {
  return is_board_name(name) || (all_too && name == "*");
}

Result<Command> fault(std::string_view line, const Words& words) {
  if (words.size() < 2 || words.size() == 3 || !is_board(words[1], true)) {
    return wanted(line, usage_fault);
  }
  FaultCommand command;
  command.board = words[1];
  if (words.size() == 2) return command;
  const std::string& direction = words[2];
  command.up = direction == "up" || direction == "both";
  command.down = direction == "down" || direction == "both";
  if (!command.up && !command.down) return wanted(line, usage_fault);
  command.faults.assign(words.begin() + 3, words.end());
  return command;
}

Result<Command> cut(std::string_view line, const Words& words) {
  const bool whole =
      words.size() == 3 && is_board(words[1], true) && (words[2] == "down" || words[2] == "up");
  if (!whole) return wanted(line, usage_link);
  return LinkCommand{words[1], words[2] == "down"};
}

Result<Command> forward(std::string_view line, const Words& words) {
  if (words.size() != 5 || !is_board(words[1], false)) return wanted(line, usage_forward);
  if (words[2] != "tcp" && words[2] != "udp") return wanted(line, usage_forward);
  const auto pc_port = parse_port(words[3]);
  const auto board_port = parse_port(words[4]);
  if (!pc_port || !board_port || *board_port == Port{0}) {
    return cannot(line,
                  "a port is a number from 1 to 65535, and 0 is any free one of this computer");
  }
  return ForwardCommand{words[1], words[2] == "udp" ? Transport::udp : Transport::tcp, *pc_port,
                        *board_port};
}

Result<Command> capture(std::string_view line, const Words& words) {
  if (words.size() == 2 && words[1] == "off") return CaptureCommand{};
  const bool whole = (words.size() == 2 || words.size() == 3) && !words[1].empty() &&
                     (words.size() == 2 || is_board(words[2], false));
  if (!whole) return wanted(line, usage_capture);
  return CaptureCommand{words[1], words.size() == 3 ? words[2] : ""};
}

}  // namespace

Result<Command> parse_command(std::string_view line) {
  const auto words = words_of(line);
  if (!words) return cannot(line, "a double quote is not closed");
  const std::string name = words->empty() ? "" : words->front();
  if (name == "fault") return fault(line, *words);
  if (name == "link") return cut(line, *words);
  if (name == "forward") return forward(line, *words);
  if (name == "capture") return capture(line, *words);
  if (words->size() == 1 && name == "boards") return BoardsCommand{};
  if (words->size() == 1 && name == "watch") return WatchCommand{};
  if (words->size() == 1 && name == "help") return HelpCommand{};
  return cannot(line, "there are boards, fault, link, forward, capture, watch and help");
}

std::string_view commands_help() {
  return "boards                                    the boards as a JSON list\n"
         "fault BOARD up|down|both loss=5% delay=20ms jitter=5ms duplicate=1% reorder=1%\n"
         "      corrupt=0.1% bandwidth=100kbit      change its link; \"off\" ends all faults\n"
         "fault BOARD                               show its faults\n"
         "link BOARD down|up                        cut its link, or mend it\n"
         "forward BOARD tcp|udp PC_PORT BOARD_PORT  open 127.0.0.1:PC_PORT (0: any) to the board\n"
         "capture FILE [BOARD]                      pcapng of every frame; \"capture off\" ends "
         "it\n"
         "watch                                     notices from now on\n"
         "BOARD is a name; * is every board, there or to come. Up is from the board.";
}

bool is_board_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  };
  return !name.empty() && name.size() <= link::name_bytes_max &&
         std::all_of(name.begin(), name.end(), allowed);
}

}  // namespace parley::board::router
