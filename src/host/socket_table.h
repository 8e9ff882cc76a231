// The text of /proc/net/tcp, tcp6, udp and udp6 (proc(5)).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/address.h"

namespace parley::host {

struct SocketRow {
  Endpoint local;
  unsigned state = 0;  ///< TCP_LISTEN is 10, TCP_ESTABLISHED 1, TCP_CLOSE 7 (linux/tcp_states.h)
  unsigned user_id = 0;
  unsigned received_waiting = 0;  ///< octets not read; of a listener: connections not accepted
  std::uint64_t inode = 0;        ///< 0: no process has it any more (TIME_WAIT)
};

/// The rows of one table. A line that does not look like a row (the heading) is left out.
std::vector<SocketRow> parse_socket_table(std::string_view text);

}  // namespace parley::host
