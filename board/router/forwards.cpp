#include "board/router/forwards.h"

#include "board/router/notices.h"

namespace parley::board::router {

Forward& Forwards::wish(const ForwardCommand& command) {
  for (auto& forward : all_) {
    const ForwardCommand& wish = forward.wish;
    if (wish.board == command.board && wish.transport == command.transport &&
        wish.pc_port == command.pc_port && wish.board_port == command.board_port) {
      return forward;
    }
  }
  return all_.emplace_back(Forward{command, command.pc_port, false, {}});
}

void Forwards::open(Forward& forward, Nat& nat, Ip board) {
  if (forward.open) return;
  const auto port = nat.open(forward.wish.transport, forward.port, board, forward.wish.board_port);
  forward.open = port.has_value();
  forward.reason = port ? "" : port.error().seen;
  if (port) forward.port = *port;
  tell(forward, port ? "open" : "failed");
}

void Forwards::open_all(const std::string& board, Nat& nat, Ip ip) {
  for (auto& forward : all_) {
    if (forward.wish.board == board) open(forward, nat, ip);
  }
}

void Forwards::close_all(const std::string& board, Nat& nat) {
  for (auto& forward : all_) {
    if (forward.wish.board != board || !forward.open) continue;
    nat.close(forward.wish.transport, forward.port);
    forward.open = false;
    tell(forward, "closed");
  }
}

void Forwards::tell(const Forward& forward, const char* state) {
  tell_(notice("forward", forward.wish.board,
               {{"transport", name_of(forward.wish.transport)},
                {"pc_port", std::int64_t{static_cast<std::uint16_t>(forward.port)}},
                {"board_port", std::int64_t{static_cast<std::uint16_t>(forward.wish.board_port)}},
                {"state", state},
                {"reason", forward.reason}}));
}

}  // namespace parley::board::router
