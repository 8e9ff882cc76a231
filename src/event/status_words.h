// What the rows of people say about everything but content.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "event/event.h"

namespace parley::event {

/// What a row begins with, for whoever cannot see colours.
enum class Mark : char {
  connected = '+',
  closed = '-',
  received = '<',
  sent = '>',
  wrong = '!',
  noted = '*',
};

/// What one connection has carried.
struct Traffic {
  std::uint64_t received_bytes = 0;
  std::uint64_t sent_bytes = 0;
};

Mark mark_of(const Event& event);

/// The words of one status row, not yet safe for a terminal: "192.168.1.20:51234 connected",
/// "cannot connect to 10.0.0.7:80: connection refused (ECONNREFUSED); next attempt in 1s".
/// `traffic` is told where a connection ends.
std::string status_words(const Event& event, const std::optional<Traffic>& traffic);

}  // namespace parley::event
