// What travels between a board and its router: one message in one packet of a UNIX SOCK_SEQPACKET
// socket (unix(7)). The router listens at a path; boards and those who steer the router connect to it.
//
// Octet 0 is the kind; what follows depends on it and is written beside each kind. Numbers are single
// octets, so there is no byte order; a text is one octet of length and its octets. A frame fills the
// rest of its packet. Whoever receives a message that is too short, too long or of an unknown kind
// ends the connection: both ends are of one version, which `hello` and `welcome` state.
//
// Thread rule: plain functions on memory.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parley::board::link {

inline constexpr std::uint8_t protocol_version = 1;

/// A frame of 1514 octets and its two octets of head; texts of commands and answers are bounded by it too.
inline constexpr std::size_t message_bytes_max = 4096;

enum class Kind : std::uint8_t {
  // Both ways
  frame = 1,  ///< interface (0 station, 1 access point), then the Ethernet frame without FCS

  // From the board
  hello = 16,              ///< version, mac[6], text name
  join = 17,               ///< text ssid, text password, channel, bssid_wanted, bssid[6]
  leave = 18,              ///< nothing
  scan = 19,               ///< channel, show_hidden
  open_access_point = 20,  ///< text ssid, text password, channel, hidden, stations_max
  close_access_point = 21, ///< nothing

  // To the board
  welcome = 32,             ///< version
  joined = 33,              ///< text ssid, bssid[6], channel, rssi (dBm + 128), encrypted
  refused = 34,             ///< a Refusal
  lost = 35,                ///< nothing: the access point went away, or its link was cut
  left = 36,                ///< nothing: answer to leave
  network = 37,             ///< text ssid, bssid[6], channel, rssi + 128, encrypted, hidden
  scan_done = 38,           ///< nothing
  access_point_opened = 39, ///< nothing
  access_point_closed = 40, ///< nothing
  station_joined = 41,      ///< mac[6]
  station_left = 42,        ///< mac[6]

  // Between the router and who steers it (`parley board`, a script, the window)
  command = 64,  ///< the rest is UTF-8 text, one command of board/router/commands.h
  answer = 65,   ///< ok (1 or 0), then UTF-8 text; one for each command, in order
  notice = 66,   ///< the rest is one JSON object; sent to all who gave the command "watch"
};

enum class Refusal : std::uint8_t { no_network = 1, wrong_password = 2, network_full = 3 };

}  // namespace parley::board::link
