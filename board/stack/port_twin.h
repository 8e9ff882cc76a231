// The port as a unit test's memory: a board whose clock stands still until somebody idles, whose
// air and serial line the test holds in its hands. The other end of board/stack/port.h for tests.
//
// One process is one board, as everywhere: lwIP cannot be begun twice. `restart`, `end` and so a
// panic end the process (`exit_status_*`), which EXPECT_EXIT sees.
//
// Thread rule: the test's one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "board/stack/port.h"

namespace parley::board::port::twin {

/// The exit status of a board that restarted, plus the reason; of one that ended, plus its status.
inline constexpr int exit_status_restart = 100;
inline constexpr int exit_status_end = 120;

/// Lets time pass without anything happening in it, as a sketch that computes does.
void pass(std::uint64_t us);

/// Runs `action` when the clock gets there; idling stops at it.
void at(std::uint64_t micros, std::function<void()> action);

// The air

using Octets = std::vector<std::uint8_t>;
struct Frame {
  Interface which;
  Octets octets;
};

/// A frame that the board will receive.
void deliver(Interface which, Octets frame);

/// What the board sent since the last call, in order.
std::vector<Frame> take_sent();

/// Called for each frame sent, instead of keeping it for `take_sent`. Must not call the board.
void on_sent(std::function<void(Interface, const Octets&)> peer);

/// While the link is down what is sent is lost; up at first.
void link_up(bool up);

void radio(const RadioEvent& event);

/// What the board asked of the radio, in order.
struct RadioRequest {
  enum class Kind : std::uint8_t { join, leave, scan, open_access_point, close_access_point };
  Kind kind;
  NetworkWish wish;  // join, open_access_point
  std::uint8_t channel;
  bool show_hidden;
};
std::vector<RadioRequest> take_radio_requests();

/// Called for each request, instead of keeping it; may call `radio`.
void on_radio_request(std::function<void(const RadioRequest&)> handler);

// Serial

void serial_in(std::string_view octets);
std::string take_serial_out();

/// How many octets the other side takes from now on until told otherwise; any number at first.
void serial_room(std::size_t octets);

// The rest

void setting(const std::string& name, const std::string& value);
void quit();

/// What `log` was told, a line each.
std::string take_log();

/// What `entropy` draws from; the same at every start.
void seed(std::uint64_t value);

void heap(std::size_t free, std::size_t free_least, std::size_t block_max);

/// Makes `flash_write` fail.
void flash_broken(bool broken);

void reset_reason_is(ResetReason why);

/// How often the watchdog was fed.
std::uint64_t watchdog_feeds();

}  // namespace parley::board::port::twin
