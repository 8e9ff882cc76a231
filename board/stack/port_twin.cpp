#include "board/stack/port_twin.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <map>
#include <random>
#include <utility>

namespace parley::board::port {

namespace {

struct Twin {
  std::uint64_t now = 0;
  std::multimap<std::uint64_t, std::function<void()>> actions;
  std::deque<twin::Frame> arrived;
  std::vector<twin::Frame> sent;
  std::function<void(Interface, const twin::Octets&)> peer;
  std::deque<RadioEvent> events;
  std::vector<twin::RadioRequest> requests;
  std::function<void(const twin::RadioRequest&)> on_request;
  std::deque<std::uint8_t> serial_in;
  std::string serial_out;
  std::size_t serial_room = SIZE_MAX;
  std::map<std::string, std::string, std::less<>> settings;
  std::string log;
  std::mt19937_64 random{1};
  std::size_t heap_free = 50'000;
  std::size_t heap_free_least = 50'000;
  std::size_t heap_block_max = 50'000;
  std::array<std::uint8_t, flash_bytes> flash = [] {
    std::array<std::uint8_t, flash_bytes> empty{};
    empty.fill(0xff);
    return empty;
  }();
  std::array<std::uint8_t, rtc_bytes> rtc{};
  std::uint64_t feeds = 0;
  bool link_up = true;
  bool frames_told = false;  // by idle, and nobody looked since
  bool events_told = false;
  bool serial_wanted = false;  // the last read took all that was there
  bool quit = false;
  bool quit_seen = false;  // from then on idling is idling again
  bool flash_broken = false;
  ResetReason reason = ResetReason::power_on;
};

// Never destroyed: constructors and destructors of other files may come here.
Twin& the() {
  static Twin& twin = *new Twin;
  return twin;
}

void run_due_actions() {
  while (!the().actions.empty() && the().actions.begin()->first <= the().now) {
    auto action = std::move(the().actions.begin()->second);
    the().actions.erase(the().actions.begin());
    action();
  }
}

/// What idling did not tell yet.
bool has_news() {
  bool frames = !the().arrived.empty() && !std::exchange(the().frames_told, true);
  bool events = !the().events.empty() && !std::exchange(the().events_told, true);
  bool serial = the().serial_wanted && !the().serial_in.empty();
  if (serial) the().serial_wanted = false;
  return frames || events || serial || (the().quit && !the().quit_seen);
}

void request(const twin::RadioRequest& what) {
  if (the().on_request) {
    the().on_request(what);
  } else {
    the().requests.push_back(what);
  }
}

}  // namespace

std::uint64_t micros() {
  return the().now;
}

void idle(std::uint64_t until) {
  if (has_news()) return;
  if (!the().actions.empty()) until = std::min(until, the().actions.begin()->first);
  the().now = std::max(the().now, until);
  run_due_actions();
}

void mac_address(Interface which, std::uint8_t into[6]) {
  constexpr std::array<std::uint8_t, 6> address = {0x5c, 0xcf, 0x7f, 0x01, 0x02, 0x03};
  std::copy(address.begin(), address.end(), into);
  if (which == Interface::access_point) into[0] |= 2;
}

bool send_frame(Interface which, const std::uint8_t* frame, std::size_t bytes) {
  if (!the().link_up) return false;
  twin::Octets octets(frame, frame + bytes);
  if (the().peer) {
    the().peer(which, octets);
  } else {
    the().sent.push_back({which, std::move(octets)});
  }
  return true;
}

std::size_t receive_frame(Interface* which, std::uint8_t* into) {
  the().frames_told = false;
  if (the().arrived.empty()) return 0;
  twin::Frame frame = std::move(the().arrived.front());
  the().arrived.pop_front();
  *which = frame.which;
  std::size_t bytes = std::min(frame.octets.size(), frame_bytes_max);
  std::copy_n(frame.octets.begin(), bytes, into);
  return bytes;
}

using Kind = twin::RadioRequest::Kind;
void join(const NetworkWish& wish) {
  request({Kind::join, wish, wish.channel, false});
}
void leave() {
  request({Kind::leave, {}, 0, false});
}
void scan(std::uint8_t channel, bool show_hidden) {
  request({Kind::scan, {}, channel, show_hidden});
}
void open_access_point(const NetworkWish& wish) {
  request({Kind::open_access_point, wish, wish.channel, false});
}
void close_access_point() {
  request({Kind::close_access_point, {}, 0, false});
}

bool radio_event(RadioEvent* into) {
  the().events_told = false;
  if (the().events.empty()) return false;
  *into = the().events.front();
  the().events.pop_front();
  return true;
}

std::size_t serial_write(const std::uint8_t* bytes, std::size_t count) {
  count = std::min(count, the().serial_room);
  if (the().serial_room != SIZE_MAX) the().serial_room -= count;
  the().serial_out.append(reinterpret_cast<const char*>(bytes), count);
  return count;
}

std::size_t serial_read(std::uint8_t* into, std::size_t count) {
  std::size_t taken = std::min(count, the().serial_in.size());
  std::copy_n(the().serial_in.begin(), taken, into);
  the().serial_in.erase(the().serial_in.begin(),
                        the().serial_in.begin() + static_cast<std::ptrdiff_t>(taken));
  the().serial_wanted = taken < count;
  return taken;
}

std::uint32_t entropy() {
  return static_cast<std::uint32_t>(the().random());
}

std::size_t heap_free() {
  return the().heap_free;
}
std::size_t heap_free_least() {
  return the().heap_free_least;
}
std::size_t heap_block_max() {
  return the().heap_block_max;
}

void flash_read(std::size_t offset, std::uint8_t* into, std::size_t bytes) {
  if (offset <= flash_bytes && bytes <= flash_bytes - offset) {
    std::memcpy(into, the().flash.data() + offset, bytes);
  }
}

bool flash_write(std::size_t offset, const std::uint8_t* from, std::size_t bytes) {
  if (the().flash_broken || offset > flash_bytes || bytes > flash_bytes - offset) return false;
  std::memcpy(the().flash.data() + offset, from, bytes);
  return true;
}

std::uint8_t* rtc_memory() {
  return the().rtc.data();
}

ResetReason reset_reason() {
  return the().reason;
}

// Written out so that a death test can expect the words; leaving without destructors, as a chip
// does.
void restart(ResetReason why) {
  std::fprintf(stderr, "%s%s\n", the().log.c_str(), the().serial_out.c_str());
#ifdef PARLEY_FUZZ
  std::abort();  // what a fuzzer takes for a failure, and keeps the input of
#endif
  std::_Exit(twin::exit_status_restart + static_cast<int>(why));
}

bool quit_wanted() {
  the().quit_seen = the().quit;
  return the().quit;
}

void end(int status) {
  std::fprintf(stderr, "%s%s\n", the().log.c_str(), the().serial_out.c_str());
  std::_Exit(twin::exit_status_end + status);
}

void feed_watchdog() {
  ++the().feeds;
}
void watchdog_enabled(bool /*enabled*/) {}

void log(const char* words) {
  the().log.append(words).append("\n");
}

const char* setting(const char* name) {
  auto found = the().settings.find(std::string_view(name));
  return found == the().settings.end() ? nullptr : found->second.c_str();
}

namespace twin {

void pass(std::uint64_t us) {
  std::uint64_t until = the().now + us;
  while (!the().actions.empty() && the().actions.begin()->first <= until) {
    the().now = std::max(the().now, the().actions.begin()->first);
    run_due_actions();
  }
  the().now = until;
}

void at(std::uint64_t micros, std::function<void()> action) {
  the().actions.emplace(micros, std::move(action));
}

void deliver(Interface which, Octets frame) {
  the().arrived.push_back({which, std::move(frame)});
}
std::vector<Frame> take_sent() {
  return std::exchange(the().sent, {});
}
void on_sent(std::function<void(Interface, const Octets&)> peer) {
  the().peer = std::move(peer);
}
void link_up(bool up) {
  the().link_up = up;
}
void radio(const RadioEvent& event) {
  the().events.push_back(event);
}
std::vector<RadioRequest> take_radio_requests() {
  return std::exchange(the().requests, {});
}
void on_radio_request(std::function<void(const RadioRequest&)> handler) {
  the().on_request = std::move(handler);
}

void serial_in(std::string_view octets) {
  the().serial_in.insert(the().serial_in.end(), octets.begin(), octets.end());
}
std::string take_serial_out() {
  return std::exchange(the().serial_out, {});
}
void serial_room(std::size_t octets) {
  the().serial_room = octets;
}

void setting(const std::string& name, const std::string& value) {
  the().settings[name] = value;
}
void quit() {
  the().quit = true;
}
std::string take_log() {
  return std::exchange(the().log, {});
}
void seed(std::uint64_t value) {
  the().random.seed(value);
}
void heap(std::size_t free, std::size_t free_least, std::size_t block_max) {
  the().heap_free = free;
  the().heap_free_least = free_least;
  the().heap_block_max = block_max;
}
void flash_broken(bool broken) {
  the().flash_broken = broken;
}
void reset_reason_is(ResetReason why) {
  the().reason = why;
}
std::uint64_t watchdog_feeds() {
  return the().feeds;
}

}  // namespace twin

}  // namespace parley::board::port
