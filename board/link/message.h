// What travels between a board and its router: one message in one packet of a UNIX SOCK_SEQPACKET
// socket (unix(7)). The router listens at a path; boards and those who steer the router connect to
// it.
//
// Octet 0 is the kind; what follows depends on it and is written beside each kind. Numbers are
// single octets, so there is no byte order; a text is one octet of length and its octets. A frame
// fills the rest of its packet. Whoever receives a message that is too short, too long or of an
// unknown kind ends the connection: both ends are of one version, which `hello` and `welcome`
// state.
//
// This file and connection.h need nothing but the standard library and the system: they are also a
// part of the board kit, which every sketch is linked with.
//
// Thread rule: plain functions on memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace parley::board::link {

inline constexpr std::uint8_t protocol_version = 1;

/// A frame of 1514 octets and its two octets of head; texts of commands are bounded by it too, and
/// a longer answer comes in several messages.
inline constexpr std::size_t message_bytes_max = 4096;

/// An Ethernet frame (IEEE 802.3) without FCS: from its bare header to 1500 octets of payload.
inline constexpr std::size_t frame_bytes_min = 14;
inline constexpr std::size_t frame_bytes_max = 1514;

inline constexpr std::size_t name_bytes_max = 63;      ///< of a board; at least one octet
inline constexpr std::size_t ssid_bytes_max = 32;      ///< IEEE 802.11, 9.4.2.2
inline constexpr std::size_t password_bytes_max = 64;  ///< 8 to 63, or 64 hex digits

enum class Kind : std::uint8_t {
  // Both ways
  frame = 1,  ///< interface (0 station, 1 access point), then the Ethernet frame without FCS

  // From the board
  hello = 16,               ///< version, mac[6], text name
  join = 17,                ///< text ssid, text password, channel, bssid_wanted, bssid[6]
  leave = 18,               ///< nothing
  scan = 19,                ///< channel, show_hidden
  open_access_point = 20,   ///< text ssid, text password, channel, hidden, stations_max
  close_access_point = 21,  ///< nothing

  // To the board
  welcome = 32,              ///< version
  joined = 33,               ///< text ssid, bssid[6], channel, rssi (dBm + 128), encrypted
  refused = 34,              ///< a Refusal
  lost = 35,                 ///< nothing: the access point went away, or its link was cut
  left = 36,                 ///< nothing: answer to leave
  network = 37,              ///< text ssid, bssid[6], channel, rssi + 128, encrypted, hidden
  scan_done = 38,            ///< nothing
  access_point_opened = 39,  ///< nothing
  access_point_closed = 40,  ///< nothing
  station_joined = 41,       ///< mac[6]
  station_left = 42,         ///< mac[6]

  // Between the router and who steers it (`parley board`, a script, the window)
  command = 64,  ///< the rest is UTF-8 text, one command of board/router/commands.h
  answer = 65,   ///< a Verdict, then UTF-8 text; one for each command, in order
  notice = 66,   ///< the rest is one JSON object; sent to all who gave the command "watch"
};

enum class Refusal : std::uint8_t { no_network = 1, wrong_password = 2, network_full = 3 };

/// `more`: this answer goes on in the next message, whose verdict counts.
enum class Verdict : std::uint8_t { failed = 0, ok = 1, more = 2 };

using Mac = std::array<std::uint8_t, 6>;

/// Whose frame it is.
inline constexpr std::uint8_t station = 0;
inline constexpr std::uint8_t access_point = 1;

/// One message. Only what its kind has (see Kind) is meant; the rest keeps its default. Texts and
/// the frame view memory of whoever made it: for a decoded one, the packet.
struct Message {
  Kind kind{};
  std::uint8_t interface = station;
  std::span<const std::uint8_t> frame;
  std::uint8_t version = protocol_version;
  Mac mac{};              ///< hello, station_joined, station_left
  std::string_view name;  ///< hello
  std::string_view ssid;
  std::string_view password;
  std::uint8_t channel = 0;
  bool bssid_wanted = false;
  Mac bssid{};
  int rssi = 0;  ///< dBm, -128 to 127
  bool encrypted = false;
  bool hidden = false;  ///< scan: show hidden ones, too
  std::uint8_t stations_max = 0;
  Refusal refusal = Refusal::no_network;
  Verdict verdict = Verdict::ok;
  std::string_view text;  ///< command, answer, notice
};

/// Octets of a message, as they go into one packet.
using Packet = std::array<std::uint8_t, message_bytes_max>;

/// Writes the message; how many octets it has. 0: a text or the frame is longer than its maximum,
/// or a name or a frame shorter than its minimum.
std::size_t encode(const Message& message, Packet& into);

/// Nothing: the packet is not exactly one message of a known kind with values in range.
std::optional<Message> decode(std::span<const std::uint8_t> packet);

}  // namespace parley::board::link
