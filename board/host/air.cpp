#include "board/host/air.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "board/host/arguments.h"
#include "board/host/heap.h"
#include "board/host/words.h"
#include "board/link/connection.h"
#include "board/stack/port.h"

namespace parley::board::host {

namespace {

using link::Connection;
using link::Kind;
using port::RadioEvent;

constexpr uint64_t retry_us = 200'000;
// How long the chip looks for a network that is not there, roughly.
constexpr uint64_t look_us = 1'000'000;
constexpr int patience_ms = 1000;
constexpr int events_max = 8;

struct Air {
  Connection connection;
  uint64_t retry_at = 0;
  bool complained = false;
  bool joining = false;
  bool joined = false;
  bool access_point = false;         // open, as the router said
  bool access_point_wanted = false;  // and opened again when the router comes back
  port::NetworkWish wish = {};
  port::NetworkWish access_point_wish = {};
  uint64_t no_network_at = UINT64_MAX;  // joining while nobody is there
  RadioEvent events[events_max] = {};
  int event_count = 0;
  bool events_told = false;  // by idling, and nobody looked since
  bool link_told = false;
  link::Packet packet = {};
  link::Message message = {};
};
constinit Air air;

void push(RadioEvent::Kind kind) {
  // More than `events_max` would need a reader that never reads; the pump reads every turn.
  if (air.event_count == events_max) return;
  RadioEvent& event = air.events[air.event_count++];
  event = {};
  event.kind = kind;
}

RadioEvent& newest() {
  return air.events[air.event_count - 1];
}

void copy_text(char* into, std::string_view text, size_t most) {
  size_t count = text.size() < most ? text.size() : most;
  memcpy(into, text.data(), count);
  into[count] = '\0';
}

void push_network(RadioEvent::Kind kind, const link::Message& message) {
  push(kind);
  port::Network& network = newest().network;
  copy_text(network.ssid, message.ssid, port::ssid_bytes_max);
  memcpy(network.bssid, message.bssid.data(), sizeof network.bssid);
  network.channel = message.channel;
  network.rssi = static_cast<int8_t>(message.rssi);
  network.encrypted = message.encrypted;
  network.hidden = message.hidden;
}

void push_station(RadioEvent::Kind kind, const link::Message& message) {
  push(kind);
  memcpy(newest().station, message.mac.data(), sizeof newest().station);
}

void push_refusal(link::Refusal refusal) {
  air.joining = false;
  air.joined = false;
  switch (refusal) {
    case link::Refusal::no_network: return push(RadioEvent::Kind::no_network);
    case link::Refusal::wrong_password: return push(RadioEvent::Kind::wrong_password);
    case link::Refusal::network_full: return push(RadioEvent::Kind::network_full);
  }
}

// The router went away, and with it everything that was in the air.
void lose_connection() {
  air.connection.close();
  air.retry_at = port::micros() + retry_us;
  if (!air.complained) say(Words() << "the router at " << arguments().router << " went away");
  air.complained = true;
  if (air.joined) push(RadioEvent::Kind::lost);
  if (air.joining) push(RadioEvent::Kind::no_network);
  air.joined = air.joining = air.access_point = false;
}

// Unlike a frame, a request must not be lost: a router that is busy gets a second to take it.
void send(const link::Message& message) {
  if (!air.connection.open()) return;
  auto sent = air.connection.send(message);
  if (sent == Connection::Sent::full) {
    pollfd room = {air.connection.descriptor(), POLLOUT, 0};
    poll(&room, 1, patience_ms);
    sent = air.connection.send(message);
  }
  if (sent != Connection::Sent::yes) lose_connection();
}

void send_join() {
  link::Message message;
  message.kind = Kind::join;
  message.ssid = air.wish.ssid;
  message.password = air.wish.password;
  message.channel = air.wish.channel;
  message.bssid_wanted = air.wish.bssid_wanted;
  memcpy(message.bssid.data(), air.wish.bssid, sizeof air.wish.bssid);
  send(message);
}

void send_open_access_point() {
  link::Message message;
  message.kind = Kind::open_access_point;
  message.ssid = air.access_point_wish.ssid;
  message.password = air.access_point_wish.password;
  message.channel = air.access_point_wish.channel;
  message.hidden = air.access_point_wish.hidden;
  message.stations_max = air.access_point_wish.stations_max;
  send(message);
}

// The first words on a new connection, and what was wished for while there was none.
void greet() {
  link::Message hello;
  hello.kind = Kind::hello;
  memcpy(hello.mac.data(), arguments().mac, sizeof arguments().mac);
  hello.name = arguments().name;
  send(hello);
  if (air.access_point_wanted) send_open_access_point();
  if (air.no_network_at == UINT64_MAX || !air.connection.open()) return;
  air.no_network_at = UINT64_MAX;
  air.joining = true;
  send_join();
}

void connect() {
  if (arguments().router == nullptr || air.connection.open()) return;
  int error = 0;
  {
    OwnMemory own;
    air.connection = Connection::to(arguments().router, &error);
  }
  if (!air.connection.open()) {
    air.retry_at = port::micros() + retry_us;
    if (!air.complained) {
      say(Words() << "no router at " << arguments().router << " (" << strerrordesc_np(error)
                  << "): trying again until there is one");
    }
    air.complained = true;
    return;
  }
  if (air.complained) say(Words() << "connected to the router at " << arguments().router);
  air.complained = false;
  greet();
}

void check_version(const link::Message& message) {
  if (message.version == link::protocol_version) return;
  say(Words() << "the router at " << arguments().router << " speaks version " << message.version
              << " of the link, this board " << link::protocol_version
              << ": build the sketch anew with the router's own `parley board`");
  _exit(1);
}

// A message of the router other than a frame.
void take(const link::Message& message) {
  switch (message.kind) {
    case Kind::welcome: return check_version(message);
    case Kind::joined:
      air.joining = false;
      air.joined = true;
      return push_network(RadioEvent::Kind::joined, message);
    case Kind::refused: return push_refusal(message.refusal);
    case Kind::lost: air.joined = air.joining = false; return push(RadioEvent::Kind::lost);
    case Kind::left: air.joined = air.joining = false; return push(RadioEvent::Kind::left);
    case Kind::network: return push_network(RadioEvent::Kind::network_found, message);
    case Kind::scan_done: return push(RadioEvent::Kind::scan_done);
    case Kind::access_point_opened:
      if (!air.access_point_wanted) return;  // closed in the meantime
      air.access_point = true;
      return push(RadioEvent::Kind::access_point_opened);
    case Kind::access_point_closed:
      air.access_point = false;
      return push(RadioEvent::Kind::access_point_closed);
    case Kind::station_joined: return push_station(RadioEvent::Kind::station_joined, message);
    case Kind::station_left: return push_station(RadioEvent::Kind::station_left, message);
    default: return lose_connection();  // not for a board
  }
}

}  // namespace

void air_begin() {
  connect();
}

void air_waits(pollfd& link) {
  link = {air.link_told ? -1 : air.connection.descriptor(), POLLIN, 0};
}

void air_woke(const pollfd& link) {
  if (link.revents != 0) air.link_told = true;
}

bool air_has_news() {
  bool told = air.events_told;
  air.events_told = air.event_count > 0;
  return air.event_count > 0 && !told;
}

uint64_t air_due(uint64_t now) {
  bool absent = arguments().router != nullptr && !air.connection.open();
  if (absent && now >= air.retry_at) connect();
  if (now >= air.no_network_at) {
    air.no_network_at = UINT64_MAX;
    push(RadioEvent::Kind::no_network);
    return now;
  }
  uint64_t due = air.no_network_at;
  if (absent && !air.connection.open() && air.retry_at < due) due = air.retry_at;
  return due;
}

}  // namespace parley::board::host

namespace parley::board::port {

using host::air;
using link::Kind;

bool send_frame(Interface which, const uint8_t* frame, size_t bytes) {
  bool up = which == Interface::station ? air.joined : air.access_point;
  if (!up || bytes < link::frame_bytes_min || bytes > frame_bytes_max) return false;
  uint8_t interface = which == Interface::station ? link::station : link::access_point;
  auto sent = air.connection.send_frame(interface, {frame, bytes});
  if (sent == link::Connection::Sent::gone) host::lose_connection();
  return sent == link::Connection::Sent::yes;
}

size_t receive_frame(Interface* which, uint8_t* into) {
  air.link_told = false;
  // An event first: a frame that came after "joined" is not to be seen before it.
  while (air.event_count == 0 && air.connection.open()) {
    auto got = air.connection.receive(air.packet, air.message);
    if (got == link::Connection::Got::nothing) return 0;
    if (got != link::Connection::Got::message) {
      host::lose_connection();
      return 0;
    }
    if (air.message.kind != Kind::frame) {
      host::take(air.message);
      continue;
    }
    bool station = air.message.interface == link::station;
    *which = station ? Interface::station : Interface::access_point;
    memcpy(into, air.message.frame.data(), air.message.frame.size());
    return air.message.frame.size();
  }
  return 0;
}

void join(const NetworkWish& wish) {
  air.wish = wish;
  host::connect();
  air.joined = false;
  air.joining = air.connection.open();
  air.no_network_at = air.joining ? UINT64_MAX : micros() + host::look_us;
  host::send_join();
}

void leave() {
  air.no_network_at = UINT64_MAX;
  bool was_joined = air.joined;
  if (air.connection.open()) {
    link::Message message;
    message.kind = Kind::leave;
    host::send(message);
  } else if (was_joined) {
    host::push(RadioEvent::Kind::left);
  }
  air.joined = air.joining = false;
}

void scan(uint8_t channel, bool show_hidden) {
  if (!air.connection.open()) return host::push(RadioEvent::Kind::scan_done);
  link::Message message;
  message.kind = Kind::scan;
  message.channel = channel;
  message.hidden = show_hidden;
  host::send(message);
}

void open_access_point(const NetworkWish& wish) {
  air.access_point_wish = wish;
  air.access_point_wanted = true;
  host::send_open_access_point();
}

void close_access_point() {
  air.access_point = air.access_point_wanted = false;
  link::Message message;
  message.kind = Kind::close_access_point;
  host::send(message);
}

bool radio_event(RadioEvent* into) {
  air.events_told = false;
  if (air.event_count == 0) return false;
  *into = air.events[0];
  --air.event_count;
  memmove(air.events, air.events + 1, static_cast<size_t>(air.event_count) * sizeof air.events[0]);
  return true;
}

}  // namespace parley::board::port
