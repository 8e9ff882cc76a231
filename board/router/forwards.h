// Ports of this computer that lead to boards. A forward is wished for once and for good; it is open
// while its board has an address and closed while it has none, so that a connection to it never
// finds a board that is not there yet.
//
// Owner: the fabric. Thread rule: one thread.
#pragma once

#include <functional>
#include <list>
#include <string>

#include "board/router/commands.h"
#include "board/router/nat.h"

namespace parley::board::router {

struct Forward {
  ForwardCommand wish;
  Port port{};  ///< the one that is open; where 0 was wished for, kept for the next time
  bool open = false;
  std::string reason;  ///< why it could not be opened the last time; empty otherwise
};

class Forwards {
 public:
  /// `tell` is handed each notice.
  explicit Forwards(std::function<void(const std::string&)> tell) : tell_(std::move(tell)) {}

  /// Adds a wish; the same again is the one that is there.
  Forward& wish(const ForwardCommand& command);

  /// The board has an address.
  void open(Forward& forward, Nat& nat, Ip board);
  void open_all(const std::string& board, Nat& nat, Ip ip);

  /// It has none any more.
  void close_all(const std::string& board, Nat& nat);

  const std::list<Forward>& all() const { return all_; }

 private:
  void tell(const Forward& forward, const char* state);

  std::function<void(const std::string&)> tell_;
  std::list<Forward> all_;
};

inline const char* name_of(Transport transport) {
  return transport == Transport::udp ? "udp" : "tcp";
}

}  // namespace parley::board::router
