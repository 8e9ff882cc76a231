// What whoever steers the router may ask of it.
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "board/router/fabric.h"
#include "board/router/fault_words.h"
#include "board/router/notices.h"

namespace parley::board::router {

namespace {

using nlohmann::ordered_json;

ordered_json direction(const link::Lane& lane) {
  const auto& counters = lane.counters();
  return {{"faults", faults_text(lane.settings())},
          {"frames", counters.entered},
          {"lost", counters.lost},
          {"overflowed", counters.overflowed},
          {"duplicated", counters.duplicated},
          {"reordered", counters.reordered},
          {"corrupted", counters.corrupted},
          {"waiting", lane.waiting()}};
}

ordered_json forward_object(const Forward& forward) {
  const ForwardCommand& wish = forward.wish;
  const char* state = forward.open ? "open" : forward.reason.empty() ? "waiting" : "failed";
  return {{"board", wish.board},
          {"transport", name_of(wish.transport)},
          {"pc_port", static_cast<std::uint16_t>(forward.port)},
          {"board_port", static_cast<std::uint16_t>(wish.board_port)},
          {"state", state},
          {"reason", forward.reason}};
}

std::string text_of(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace

Fabric::Profile& Fabric::profile(const std::string& name) {
  return profiles_.try_emplace(name, profile_default_).first->second;
}

/// The boards that are there and meant: one, or all.
std::vector<Board*> Fabric::named(const std::string& name) const {
  std::vector<Board*> found;
  for (const auto& [id, board] : boards_) {
    if (name == "*" || board->name == name) found.push_back(board.get());
  }
  return found;
}

/// The profile's wishes become the board's links.
void Fabric::apply(Board& board) {
  const Profile& wanted = profile(board.name);
  const bool was_cut = board.cut();
  board.up.set(wanted.up);
  board.down.set(wanted.down);
  if (board.cut() && !was_cut) cut(board);
}

Result<std::string> Fabric::run(const FaultCommand& command) {
  const auto change = [&](Profile& profile) -> Result<> {
    const auto up = change_faults(profile.up, command.faults);
    const auto down = change_faults(profile.down, command.faults);
    if (!up) return failure(up.error());
    if (command.up) profile.up = *up;
    if (command.down) profile.down = *down;
    return {};
  };
  const bool all = command.board == "*";
  Profile& wished = all ? profile_default_ : profile(command.board);
  if (auto changed = change(wished); !changed) return failure(changed.error());
  if (all) {
    for (auto& [name, one] : profiles_)
      change(one);
  }
  for (Board* board : named(command.board))
    apply(*board);
  if (command.up || command.down) {
    tell_(notice("fault", command.board,
                 {{"up", faults_text(wished.up)}, {"down", faults_text(wished.down)}}));
  }
  return fmt::format("{}: up {}, down {}", command.board, faults_text(wished.up),
                     faults_text(wished.down));
}

Result<std::string> Fabric::run(const LinkCommand& command) {
  const auto change = [&](Profile& profile) {
    profile.up.down = command.down;
    profile.down.down = command.down;
  };
  const bool all = command.board == "*";
  change(all ? profile_default_ : profile(command.board));
  if (all) {
    for (auto& [name, one] : profiles_)
      change(one);
  }
  const char* state = command.down ? "down" : "up";
  tell_(notice("link", command.board, {{"state", state}}));
  for (Board* board : named(command.board))
    apply(*board);
  return fmt::format("{}: link {}", command.board, state);
}

Result<std::string> Fabric::run(const ForwardCommand& command) {
  Forward& forward = forwards_.wish(command);
  Board* board = by_name(command.board);
  if (board != nullptr && board->ip) forwards_.open(forward, *board->nat, *board->ip);
  if (!forward.open && !forward.reason.empty()) {
    return failure({ErrorClass::in_use, 0,
                    fmt::format("open 127.0.0.1:{} for {}", static_cast<unsigned>(forward.port),
                                command.board),
                    forward.reason + "; name another port, or 0 for any that is free"});
  }
  return text_of(forward_object(forward));
}

Result<std::string> Fabric::run(const CaptureCommand& command) {
  if (command.file.empty()) {
    captures_.clear();
    return "no capture any more";
  }
  for (const auto& capture : captures_) {
    if (capture->path() == command.file) {
      return failure({ErrorClass::in_use, 0, "capture into " + command.file,
                      "a capture goes there already; \"capture off\" ends it"});
    }
  }
  auto opened = Capture::open(command.file, command.board, clock_);
  if (!opened) return failure(opened.error());
  captures_.push_back(std::move(*opened));
  return "capturing into " + command.file;
}

std::string Fabric::list() const {
  ordered_json all = ordered_json::array();
  for (const auto& [id, board] : boards_) {
    ordered_json forwards = ordered_json::array();
    for (const auto& forward : forwards_.all()) {
      if (forward.wish.board == board->name) forwards.push_back(forward_object(forward));
    }
    const char* state = board->cut() ? "cut" : board->network ? "joined" : "idle";
    all.push_back({{"name", board->name},
                   {"mac", to_string(board->mac)},
                   {"state", state},
                   {"ssid", board->network ? board->ssid : ""},
                   {"ip", board->ip ? to_string(*board->ip) : ""},
                   {"access_point", board->access_point ? board->access_point->ssid : ""},
                   {"up", direction(board->up)},
                   {"down", direction(board->down)},
                   {"delivered", board->frames_delivered},
                   {"unread", board->frames_unread},
                   {"ignored", board->frames_ignored},
                   {"overrun", board->nat ? board->nat->frames_lost() : 0},
                   {"forwards", forwards}});
  }
  return text_of(all);
}

}  // namespace parley::board::router
