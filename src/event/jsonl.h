// Events and commands as JSON, one object a line: the contract between Parley and other programs.
//
// Out, in this order; what does not apply is left out:
//
//     n           the event's number
//     time        UTC, microseconds: "2026-11-22T10:00:00.123456Z"
//     event       `kind_name`
//     peer        number
//     connection  number
//     address     the far end: "192.168.1.20:51234"; not for `listening`, which has none
//     transport   listening, connected: `transport_name`
//     bytes       received, sent: how many octets the content has
//     text | hex  received, sent: the content, as text where all of it is valid UTF-8, else as hex
//     class       `error_class_name`, where there is an error
//     reason      the error in words, or why it happened
//     count       dropped: how many; recorded: up to which event
//     port        listening: number (for raw IP the protocol)
//     local       listening, connected: our end, where there is one
//     board_port  listening: the port of a board that connections to this one are forwarded to
//     received    how a conversation stands (`noted` with the reason "state", and the end of a TCP
//                 connection): octets received,
//     sent        octets that the system took,
//     queued      octets that wait for that,
//     tcp         and what the system knows of a TCP connection (tcp(7), TCP_INFO):
//                 {"rtt_us":..,"rtt_var_us":..,"retransmits":..,"unacknowledged":..,
//                 "not_sent":..,"congestion_window":..}; segments, but `not_sent` octets
//
// A line is valid JSON (RFC 8259) and UTF-8, and safe on a terminal: what `text::is_shown` refuses
// is written as \u escapes.
//
// In: {"send":"Hello\n","to":2} {"send_hex":"48 65"} {"close":2} {"peers":true}. "to" is a peer's
// number or "all", which is also what its absence means. "peers" asks how each conversation stands:
// one `noted` event a peer, with the reason "state". A key that is not known is an error: a slip
// must not be silent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.h"
#include "base/result.h"
#include "event/event.h"

namespace parley::event {

/// What stands for the content of a `received` event: its own octets, or the message that it ends.
/// Who wants messages asks for events with `message_complete` only.
enum class Content : std::uint8_t { bytes, message };

/// Appends one line, LF included.
void append_jsonl(const Event& event, std::string& out, Content content = Content::bytes);

/// Appends a JSON string with its quotes. What is no UTF-8 becomes U+FFFD.
void append_json_string(std::string_view value, std::string& out);

/// Octets to send, to one peer or (nothing) to all.
struct Send {
  ByteString bytes;
  std::optional<PeerId> to;
};

struct Close {
  PeerId peer{};
};

/// Tell how each conversation stands.
struct TellPeers {};

using Command = std::variant<Send, Close, TellPeers>;

/// One line without its line end. Errors (`bad_input`) name what is wrong and where; a peer's
/// number is from 1 to 4294967295, and whether there is such a peer is not known here.
Result<Command> parse_command(std::string_view line);

}  // namespace parley::event
