#include "board/router/fabric.h"

#include <algorithm>

#include "board/link/random.h"
#include "board/router/notices.h"

namespace parley::board::router {

namespace {

using link::Kind;
using link::Message;

enum class Direction : std::uint64_t { up = 1, down = 2 };

std::uint64_t lane_seed(std::uint64_t seed, const Mac& mac, Direction direction) {
  std::uint64_t purpose = static_cast<std::uint64_t>(direction);
  for (const std::uint8_t octet : mac)
    purpose = purpose << 8 | octet;
  return link::seed_for(seed, purpose);
}

/// As on the chip: the station's with the bit for locally administered ones.
Mac access_point_mac_of(Mac mac) {
  mac[0] |= 2;
  return mac;
}

}  // namespace

Board::Board(link::Connection connection, std::string board_name, const Mac& board_mac,
             std::uint64_t seed)
    : name(std::move(board_name)),
      mac(board_mac),
      access_point_mac(access_point_mac_of(board_mac)),
      line(std::move(connection)),
      up(lane_seed(seed, board_mac, Direction::up)),
      down(lane_seed(seed, board_mac, Direction::down)) {}

Fabric::Fabric(FabricSettings settings, const Clock& clock,
               std::function<void(const std::string&)> tell)
    : settings_(std::move(settings)), clock_(clock), tell_(std::move(tell)), forwards_(tell_) {}

Fabric::~Fabric() = default;

Board* Fabric::add(link::Connection connection, const Message& hello) {
  std::string name(hello.name);
  const auto refuse = [&](const std::string& why) {
    tell_(notice("board", is_board_name(name) ? name : "?",
                 {{"state", "refused"}, {"mac", to_string(hello.mac)}, {"reason", why}}));
    return nullptr;
  };
  if (hello.version != link::protocol_version) {
    return refuse("it is of another version of Parley: rebuild it");
  }
  if (!is_board_name(name)) return refuse("a name has letters, digits, '.', '_' and '-' only");
  if (by_name(name) != nullptr) return refuse("a board of this name is there: name it otherwise");
  for (const auto& [id, other] : boards_) {
    if (other->mac == hello.mac) {
      return refuse("its MAC address is that of " + other->name + ": give it another with --mac");
    }
  }
  if (is_group(hello.mac) || is_router(hello.mac)) {
    return refuse("its MAC address is none that a station can have");
  }
  auto board =
      std::make_unique<Board>(std::move(connection), std::move(name), hello.mac, settings_.seed);
  board->id = id_next_++;
  apply(*board);
  Message welcome;
  welcome.kind = Kind::welcome;
  board->line.send(welcome);
  tell_(notice("board", board->name, {{"state", "there"}, {"mac", to_string(board->mac)}}));
  return boards_.emplace(board->id, std::move(board)).first->second.get();
}

bool Fabric::message(Board& board, const Message& message) {
  switch (message.kind) {
    case Kind::frame: enter_up(board, message.interface, message.frame); return true;
    case Kind::join: join(board, message); return true;
    case Kind::leave: {
      disconnect(board, "asked");
      Message left;
      left.kind = Kind::left;
      board.line.send(left);
      return true;
    }
    case Kind::scan: scan(board, message); return true;
    case Kind::open_access_point: open_access_point(board, message); return true;
    case Kind::close_access_point: {
      close_access_point(board, "access_point");
      Message closed;
      closed.kind = Kind::access_point_closed;
      board.line.send(closed);
      return true;
    }
    default: return false;
  }
}

void Fabric::remove_ended() {
  for (auto at = boards_.begin(); at != boards_.end();) {
    if (!at->second->line.ended()) {
      ++at;
      continue;
    }
    Board& board = *at->second;
    close_access_point(board, "access_point");
    disconnect(board, "gone");
    tell_(notice("board", board.name, {{"state", "gone"}, {"mac", to_string(board.mac)}}));
    at = boards_.erase(at);
  }
}

void Fabric::end() {
  for (const auto& [id, board] : boards_) {
    if (board->network) {
      Message lost;
      lost.kind = Kind::lost;
      board->line.send(lost);
    }
    board->line.flush();
  }
  for (const auto& capture : captures_)
    capture->flush();
}

void Fabric::fill(std::vector<pollfd>& into, Duration& at_most) {
  const SteadyTime now = clock_.steady();
  const auto no_later_than = [&](std::optional<SteadyTime> due) {
    if (due) at_most = std::min(at_most, std::max(*due - now, Duration{0}));
  };
  for (const auto& [id, board] : boards_) {
    if (board->nat) board->nat->fill(into, at_most);
    no_later_than(board->up.due());
    no_later_than(board->down.due());
  }
  for (const auto& capture : captures_)
    no_later_than(capture->flush_due());
}

void Fabric::poll(std::span<const pollfd> all) {
  for (const auto& [id, board] : boards_) {
    if (board->nat) board->nat->poll(all);
  }
}

void Fabric::settle() {
  // What arrives from one board may pass on to another that had its turn already.
  const SteadyTime now = clock_.steady();
  for (bool moved = true; moved;) {
    moved = false;
    for (const auto& [id, board] : boards_)
      moved |= settle(*board, now);
  }
  for (auto at = captures_.begin(); at != captures_.end();) {
    Capture& capture = **at;
    if (!capture.flush_due() || *capture.flush_due() > now) {
      ++at;
      continue;
    }
    const auto flushed = capture.flush();
    if (!flushed) {
      tell_(notice(
          "capture", "",
          {{"file", capture.path()}, {"state", "failed"}, {"reason", flushed.error().seen}}));
    }
    at = flushed ? at + 1 : captures_.erase(at);
  }
}

Board* Fabric::by_name(const std::string& name) const {
  for (const auto& [id, board] : boards_) {
    if (board->name == name) return board.get();
  }
  return nullptr;
}

}  // namespace parley::board::router
