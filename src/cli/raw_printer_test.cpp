#include "cli/raw_printer.h"

#include <gtest/gtest.h>

#include "cli/printer_fixture.h"

namespace parley::cli {
namespace {

using event::Kind;

struct RawPrinterTest : ::testing::Test {
  static RowStyle style() {
    RowStyle made;
    made.utc = true;
    made.terminal = true;
    return made;
  }

  OutputQueue data;
  OutputQueue errors;
  TextPrinter status{errors, style()};
  RawPrinter quiet{data, status, false};
  RawPrinter verbose{data, status, true};
  Events peer;
};

TEST_F(RawPrinterTest, leaves_bytes_as_they_are) {
  const std::string bytes("\x1b[2J\r\n\0\xff\xc3", 9);
  quiet.offer(peer.received(bytes));
  quiet.offer(peer.sent("not here"));
  quiet.offer(peer.part("part"));
  EXPECT_EQ(taken(data), bytes + "part");
  EXPECT_EQ(taken(errors), "");
}

TEST_F(RawPrinterTest, says_on_standard_error_what_went_wrong) {
  quiet.offer(peer.make(Kind::connected));
  quiet.offer(peer.received("Hello"));
  EXPECT_EQ(taken(errors), "");
  const Error error = system_error("read from 192.168.1.20:51234", ECONNRESET);
  quiet.offer(peer.make(Kind::reset, error));
  EXPECT_EQ(taken(errors),
            "22:03:12.002    1  !  cannot read from 192.168.1.20:51234: connection reset by peer "
            "(ECONNRESET)\n");
  quiet.offer(peer.make(Kind::closed, "closed here"));
  EXPECT_EQ(taken(errors), "");
}

TEST_F(RawPrinterTest, for_a_server_a_reset_is_one_of_many_ways_to_leave) {
  RawPrinter server(data, status, false, false);
  const Error error = system_error("read from 192.168.1.20:51234", ECONNRESET);
  server.offer(peer.make(Kind::reset, error));
  EXPECT_EQ(taken(errors), "");
}

TEST_F(RawPrinterTest, tells_of_every_connection_when_verbose) {
  verbose.offer(peer.make(Kind::connected));
  verbose.offer(peer.received("Hello"));
  verbose.offer(peer.sent("Hi"));
  verbose.offer(peer.make(Kind::closed, "closed here"));
  EXPECT_EQ(taken(errors),
            "22:03:12.002    1  +  192.168.1.20:51234 connected\n"
            "22:03:12.002    1  -  192.168.1.20:51234 closed: closed here (received 5 B, sent 2 "
            "B)\n");
}

TEST_F(RawPrinterTest, does_not_repeat_an_unfinished_message) {
  quiet.offer(peer.part("half"));
  event::Event event = peer.make(Kind::noted, "the last message was not finished");
  event.message = "half";
  quiet.offer(event);
  EXPECT_EQ(taken(data), "half");
  EXPECT_EQ(taken(errors),
            "22:03:12.002    1  *  192.168.1.20:51234: the last message was not finished\n");
}

TEST_F(RawPrinterTest, pushes_back_for_data_and_never_for_the_talk_about_it) {
  bool drained = false;
  quiet.on_drained([&] { drained = true; });
  while (!errors.full())
    errors.append(std::string(65536, '\n'));
  EXPECT_EQ(quiet.offer(peer.make(Kind::noted, "something")), event::Room::more);
  const std::string bytes(60'000, 'x');
  while (quiet.offer(peer.received(bytes)) == event::Room::more) {
  }
  EXPECT_TRUE(data.full());
  taken(data);
  EXPECT_TRUE(drained);
}

}  // namespace
}  // namespace parley::cli
