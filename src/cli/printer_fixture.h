// For the printers' tests: events by hand, and what a queue was given.
#pragma once

#include <gtest/gtest.h>
#include <string>

#include "cli/output_queue.h"
#include "cli/text_printer.h"
#include "event/event.h"

namespace parley::cli {

/// Everything that was appended since the last call, as if it had been written.
inline std::string taken(OutputQueue& queue) {
  std::string batch;
  queue.take(batch);
  queue.wrote(batch.size());
  return batch;
}

/// Makes events of one peer's connection, 2026-11-22 22:03:12.002 UTC.
class Events {
 public:
  explicit Events(unsigned peer = 1, event::Transport transport = event::Transport::tcp)
      : peer_(peer) {
    party.transport = transport;
    party.remote = {IpAddress::v4({192, 168, 1, 20}), Port{51234}};
    party.local = {IpAddress::v4({192, 168, 1, 5}), Port{8888}};
  }

  event::Event make(event::Kind kind, std::string_view reason = {}) const {
    using std::chrono::sys_days;
    using std::chrono::year;
    event::Event made;
    made.number = 1;
    made.time = sys_days{year{2026} / 11 / 22} + std::chrono::milliseconds{79'392'002};
    made.kind = kind;
    made.peer = static_cast<event::PeerId>(peer_);
    made.connection = static_cast<event::ConnectionId>(peer_);
    made.party = &party;
    made.reason = reason;
    return made;
  }

  event::Event make(event::Kind kind, const Error& error) const {
    event::Event made = make(kind);
    made.error = &error;
    return made;
  }

  event::Event received(Bytes bytes) const { return content(event::Kind::received, bytes); }
  event::Event sent(Bytes bytes) const { return content(event::Kind::sent, bytes); }

  /// The last octets of a message, and all of it.
  event::Event message(Bytes bytes, Bytes whole) const {
    event::Event made = received(bytes);
    made.message = whole;
    return made;
  }

  event::Event part(Bytes bytes) const {
    event::Event made = received(bytes);
    made.message = {};
    made.message_complete = false;
    return made;
  }

  event::Party party;

 private:
  event::Event content(event::Kind kind, Bytes bytes) const {
    event::Event made = make(kind);
    made.bytes = made.message = bytes;
    return made;
  }

  unsigned peer_;
};

inline RowStyle utc() {
  RowStyle style;
  style.utc = true;
  return style;
}

struct TextPrinterTest : ::testing::Test {
  std::string rows(const event::Event& event, TextPrinter& other) {
    other.offer(event);
    return taken(queue);
  }
  std::string rows(const event::Event& event) { return rows(event, printer); }

  OutputQueue queue;
  TextPrinter printer{queue, utc()};
  Events peer;
};

}  // namespace parley::cli
