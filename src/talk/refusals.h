// Peers that were not admitted, told without filling a log: the first at once, then at most one
// event a second for each class, with the count of those it stands for.
//
// Thread rule: the loop's thread.
#pragma once

#include <map>

#include "net/loop.h"
#include "talk/hub.h"

namespace parley::talk {

class Refusals {
 public:
  Refusals(net::Loop& loop, Hub& hub);

  /// `party` is who was refused, as far as it is known.
  void add(const Error& error, const event::Party& party);

 private:
  struct Pending {
    Error error;
    event::Party party;
    std::uint64_t count = 0;
  };

  void emit(const Pending& pending);
  void tell_pending();

  net::Loop& loop_;
  Hub& hub_;
  net::Timer timer_;
  std::map<ErrorClass, Pending> pending_;  // an entry: told within the last second
};

}  // namespace parley::talk
