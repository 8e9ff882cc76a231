// What the router tells those who watch: one JSON object each. Every notice has "notice" first, and
// "board" where it is about one.
//
// notice    | more                                                     | when
// --------- | -------------------------------------------------------- | --------------------------
// board     | state there or gone, mac; or refused, reason             | it said hello; it went
// away joined    | mac, ssid, access_point ("" is the router's)             | its Wi-Fi is
// connected refused   | ssid, reason no_network, wrong_password or network_full  | it is not left
// | ssid, reason asked, cut, access_point or gone            | it was connected network   | ssid,
// state open or closed                               | its access point lease     | ip, how dhcp or
// static, host_name                        | it has an address forward   | transport, pc_port,
// board_port, state open, closed or    | see forwards.h
//           | failed, reason                                           |
// link      | state up or down                                         | somebody cut or mended it
// fault     | up, down (the faults that are on)                        | somebody changed them
// capture   | file, state failed, reason                               | it cannot be written
// nonsense  | reason                                                   | a connection was ended for
// it
//
// Thread rule: plain functions.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <variant>

namespace parley::board::router {

using NoticeValue = std::variant<std::string, std::int64_t>;

/// Text that is not UTF-8 (a name of a network may be anything) has U+FFFD in place of what is not.
std::string notice(const std::string& kind, const std::string& board,
                   std::initializer_list<std::pair<const char*, NoticeValue>> more);

}  // namespace parley::board::router
