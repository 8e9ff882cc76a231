#include "cli/text_printer.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <gtest/gtest.h>

#include "cli/printer_fixture.h"

namespace parley::cli {
namespace {

using event::Kind;

TEST_F(TextPrinterTest, shows_a_conversation) {
  EXPECT_EQ(rows(peer.make(Kind::connected)),
            "22:03:12.002    1  +  192.168.1.20:51234 connected\n");
  EXPECT_EQ(rows(peer.received("HelloThis is my IP.")),
            "22:03:12.002    1  <     19 B  HelloThis is my IP.\n");
  EXPECT_EQ(rows(peer.sent("Hello")), "22:03:12.002    1  >      5 B  Hello\n");
  EXPECT_EQ(rows(peer.make(Kind::closed, "the peer closed the connection")),
            "22:03:12.002    1  -  192.168.1.20:51234 closed: the peer closed the connection "
            "(received 19 B, sent 5 B)\n");
}

TEST_F(TextPrinterTest, shows_what_listens) {
  event::Event event = peer.make(Kind::listening);
  event.peer = {};
  peer.party.remote = {};
  EXPECT_EQ(rows(event), "22:03:12.002       *  listening on 192.168.1.5:8888 (tcp)\n");
  event.board_port = Port{80};
  EXPECT_EQ(rows(event),
            "22:03:12.002       *  listening on 192.168.1.5:8888 (tcp) for the board's "
            "port 80\n");
  event.board_port = {};
  peer.party.transport = event::Transport::raw;
  peer.party.local.port = Port{253};
  EXPECT_EQ(rows(event), "22:03:12.002       *  listening on 192.168.1.5 for IP protocol 253\n");
}

TEST_F(TextPrinterTest, names_the_transport_and_the_target_of_a_connection) {
  peer.party.transport = event::Transport::tls;
  peer.party.target = "esp.local:443";
  EXPECT_EQ(rows(peer.make(Kind::connected)),
            "22:03:12.002    1  +  192.168.1.20:51234 (esp.local:443) connected (tls)\n");
  peer.party = {};
  peer.party.transport = event::Transport::serial;
  peer.party.target = "/dev/ttyUSB0";
  EXPECT_EQ(rows(peer.make(Kind::connected)), "22:03:12.002    1  +  /dev/ttyUSB0 opened\n");
}

TEST_F(TextPrinterTest, shows_errors_with_what_was_tried_and_seen) {
  const Error reset = system_error("read from 192.168.1.20:51234", ECONNRESET);
  rows(peer.make(Kind::connected));
  rows(peer.received("Hello"));
  EXPECT_EQ(rows(peer.make(Kind::reset, reset)),
            "22:03:12.002    1  !  cannot read from 192.168.1.20:51234: connection reset by peer "
            "(ECONNRESET) (received 5 B, sent 0 B)\n");

  const Error failed{ErrorClass::tls, 0, "shake hands", "the peer speaks HTTP"};
  event::Event event = peer.make(Kind::failed, failed);
  event.reason = "next attempt in 1s";
  EXPECT_EQ(rows(event),
            "22:03:12.002    1  !  192.168.1.20:51234: cannot shake hands: the peer speaks HTTP; "
            "next attempt in 1s\n");

  const Error refused{ErrorClass::peer_limit, 0, "serve 192.168.1.20:51234",
                      "256 peers at once is the limit"};
  event = peer.make(Kind::refused, refused);
  event.peer = {};
  event.count = 12;
  EXPECT_EQ(rows(event),
            "22:03:12.002       !  cannot serve 192.168.1.20:51234: 256 peers at once is the limit "
            "(12 times in the last second)\n");

  const Error dropped{ErrorClass::queue_full, 0, "send what was queued for 192.168.1.20:51234",
                      "the connection ended first"};
  event = peer.make(Kind::dropped, dropped);
  event.count = 1;
  EXPECT_EQ(rows(event),
            "22:03:12.002    1  !  cannot send what was queued for 192.168.1.20:51234: the "
            "connection ended first (1 byte lost)\n");
}

TEST_F(TextPrinterTest, shows_notes) {
  event::Event event = peer.make(Kind::noted, "reading paused for 12 ms: standard output was full");
  event.peer = {};
  event.party = nullptr;
  EXPECT_EQ(rows(event),
            "22:03:12.002       *  reading paused for 12 ms: standard output was full\n");
  event = peer.make(Kind::noted, "the last message was not finished");
  event.message = "half";
  EXPECT_EQ(rows(event),
            "22:03:12.002    1  *  192.168.1.20:51234: the last message was not finished\n"
            "22:03:12.002    1  <      4 B  half\n");
}

TEST_F(TextPrinterTest, keeps_quiet_about_acknowledgements) {
  EXPECT_EQ(rows(peer.make(Kind::recorded)), "");
}

TEST_F(TextPrinterTest, puts_explanations_below) {
  TextPrinter explaining(queue, utc(), [](const event::Event& event) {
    return event.error ? std::string("nobody listens there\nstart it first \x1b[2J")
                       : std::string();
  });
  const Error error = system_error("connect to 192.168.1.20:51234", ECONNREFUSED);
  EXPECT_EQ(rows(peer.make(Kind::failed, error), explaining),
            "22:03:12.002    1  !  cannot connect to 192.168.1.20:51234: connection refused "
            "(ECONNREFUSED)\n"
            "                      nobody listens there\n"
            "                      start it first \\1B[2J\n");
  EXPECT_EQ(rows(peer.make(Kind::connected), explaining),
            "22:03:12.002    1  +  192.168.1.20:51234 connected\n");
}

TEST_F(TextPrinterTest, indents_the_lines_of_one_chunk) {
  EXPECT_EQ(rows(peer.received("one\r\ntwo\n\nfour\n")),
            "22:03:12.002    1  <     15 B  one\n"
            "                               two\n"
            "\n"
            "                               four\n");
  EXPECT_EQ(rows(peer.received("\n")), "22:03:12.002    1  <      1 B\n");
}

TEST_F(TextPrinterTest, joins_characters_that_two_reads_cut) {
  EXPECT_EQ(rows(peer.received("caf\xc3")), "22:03:12.002    1  <      4 B  caf\n");
  EXPECT_EQ(rows(peer.sent("x")), "22:03:12.002    1  >      1 B  x\n");
  EXPECT_EQ(rows(peer.received("\xa9\r")), "22:03:12.002    1  <      2 B  \xc3\xa9\n");
  EXPECT_EQ(rows(peer.received("\nnext")),
            "22:03:12.002    1  <      5 B\n                               next\n");
}

TEST_F(TextPrinterTest, keeps_connections_and_directions_apart) {
  const Events other(2);
  rows(peer.received("\xc3"));
  EXPECT_EQ(rows(other.received("\xa9")), "22:03:12.002    2  <      1 B  \\A9\n");
  EXPECT_EQ(rows(peer.sent("\xa9")), "22:03:12.002    1  >      1 B  \\A9\n");
  EXPECT_EQ(rows(peer.received("\xa9")), "22:03:12.002    1  <      1 B  \xc3\xa9\n");
}

TEST_F(TextPrinterTest, shows_the_rest_of_a_character_at_the_end) {
  rows(peer.received("\xe2\x82"));
  EXPECT_EQ(rows(peer.make(Kind::closed, "closed here")),
            "22:03:12.002    1  <           \\E2\\82\n"
            "22:03:12.002    1  -  192.168.1.20:51234 closed: closed here (received 2 B, sent 0 "
            "B)\n");
}

TEST_F(TextPrinterTest, takes_each_datagram_for_itself) {
  peer.party.transport = event::Transport::udp;
  EXPECT_EQ(rows(peer.received("\xc3")), "22:03:12.002    1  <      1 B  \\C3\n");
  EXPECT_EQ(rows(peer.received("\xa9")), "22:03:12.002    1  <      1 B  \\A9\n");
}

TEST_F(TextPrinterTest, shows_messages_when_they_are_complete) {
  RowStyle style = utc();
  style.framed = true;
  TextPrinter framed(queue, style);
  rows(peer.make(Kind::connected), framed);
  EXPECT_EQ(rows(peer.part("Hel"), framed), "");
  EXPECT_EQ(rows(peer.message("lo\n", "Hello"), framed), "22:03:12.002    1  <      5 B  Hello\n");
  EXPECT_EQ(rows(peer.message("\xc3\n", "\xc3"), framed), "22:03:12.002    1  <      1 B  \\C3\n");
  EXPECT_EQ(rows(peer.make(Kind::closed, "closed here"), framed),
            "22:03:12.002    1  -  192.168.1.20:51234 closed: closed here (received 8 B, sent 0 "
            "B)\n");
}

TEST_F(TextPrinterTest, dumps_hex_with_the_offset_in_the_stream) {
  RowStyle style = utc();
  style.hex = true;
  TextPrinter hex(queue, style);
  EXPECT_EQ(rows(peer.received("Hello\n"), hex),
            "22:03:12.002    1  <      6 B\n"
            "  00000000  48 65 6c 6c 6f 0a                                 |Hello.|\n");
  EXPECT_EQ(rows(peer.received("\x1b"), hex),
            "22:03:12.002    1  <      1 B\n"
            "  00000006  1b                                                |.|\n");
}

TEST_F(TextPrinterTest, colours_only_when_asked) {
  RowStyle style = utc();
  style.colour = true;
  TextPrinter coloured(queue, style);
  EXPECT_EQ(rows(peer.received("x"), coloured),
            "\x1b[2m22:03:12.002\x1b[0m    1  \x1b[1;36m<\x1b[0m  \x1b[2m    1 B\x1b[0m  x\n");
}

TEST_F(TextPrinterTest, shows_local_time) {
  const char* before = std::getenv("TZ");  // NOLINT(concurrency-mt-unsafe): no other thread here
  const std::string kept = before ? before : "";
  setenv("TZ", "UTC-5:30", 1);  // NOLINT(concurrency-mt-unsafe)
  tzset();
  TextPrinter local(queue, RowStyle{});
  EXPECT_EQ(rows(peer.sent("x"), local), "03:33:12.002    1  >      1 B  x\n");
  before ? setenv("TZ", kept.c_str(), 1) : unsetenv("TZ");  // NOLINT(concurrency-mt-unsafe)
  tzset();
}

// What a device may send to take over a terminal: title, clear, C1 CSI as UTF-8 and as an octet,
// bidirectional override, a line separator, carriage return, backspace, NUL, DEL.
constexpr std::string_view hostile =
    "\x1b]0;x\x07 \x1b[2J \xc2\x9b"
    "2J \x9b"
    "2J \xe2\x80\xae txt \xe2\x80\xa8 a\rb\b\x7f\v\f "
    "\x0e\x0f\t tab\n22:03:14.100    1  <      5 B  forged\n";

bool harmless(std::string_view rows) {
  const bool controls = std::any_of(rows.begin(), rows.end(), [](char octet) {
    const auto value = static_cast<unsigned char>(octet);
    return (value < 0x20 && octet != '\n' && octet != '\t') || value == 0x7f;
  });
  for (const std::string_view steering : {"\xc2\x9b", "\xe2\x80\xae", "\xe2\x80\xa8", "\x9b"}) {
    if (rows.find(steering) != std::string_view::npos) return false;
  }
  return !controls;
}

TEST_F(TextPrinterTest, lets_nothing_steer_the_terminal) {
  std::string bytes(hostile);
  bytes += '\0';
  for (const bool hex : {false, true}) {
    RowStyle style = utc();
    style.hex = hex;
    TextPrinter shown(queue, style);
    EXPECT_TRUE(harmless(rows(peer.received(bytes), shown)));
    EXPECT_TRUE(harmless(rows(peer.sent(bytes), shown)));
    // Cut anywhere, too.
    for (const char octet : bytes)
      EXPECT_TRUE(harmless(rows(peer.received({&octet, 1}), shown)));
    EXPECT_TRUE(harmless(rows(peer.make(Kind::closed, hostile), shown)));
    const Error error{ErrorClass::other, 0, bytes, bytes};
    peer.party.target = hostile;
    EXPECT_TRUE(harmless(rows(peer.make(Kind::connected), shown)));
    EXPECT_TRUE(harmless(rows(peer.make(Kind::failed, error), shown)));
    EXPECT_TRUE(harmless(rows(peer.make(Kind::noted, hostile), shown)));
    shown.say(bytes);
    EXPECT_TRUE(harmless(taken(queue)));
  }
}

TEST_F(TextPrinterTest, no_line_of_a_peer_begins_where_rows_begin) {
  const std::string shown = rows(peer.received(hostile));
  EXPECT_EQ(shown.find("\n22:"), std::string::npos);
}

TEST_F(TextPrinterTest, says_what_is_no_event) {
  printer.say("nobody is connected");
  EXPECT_EQ(taken(queue), "nobody is connected\n");
}

TEST_F(TextPrinterTest, cuts_nothing_in_a_pipe) {
  const std::string line(50'000, 'x');
  EXPECT_EQ(rows(peer.received(line)), "22:03:12.002    1  <  50000 B  " + line + "\n");
}

TEST_F(TextPrinterTest, pushes_back_in_a_pipe) {
  bool drained = false;
  printer.on_drained([&] { drained = true; });
  const std::string line(50'000, 'x');
  while (printer.offer(peer.received(line)) == event::Room::more) {
  }
  EXPECT_GE(queue.queued_bytes(), limits::output_queue_bytes_max - 256 * 1024);
  EXPECT_FALSE(drained);
  taken(queue);
  EXPECT_TRUE(drained);
}

}  // namespace
}  // namespace parley::cli
