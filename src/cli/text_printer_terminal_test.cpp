#include <algorithm>
#include <gtest/gtest.h>

#include "cli/printer_fixture.h"

namespace parley::cli {
namespace {

using event::Kind;

struct TerminalRows : TextPrinterTest {
  static RowStyle style() {
    RowStyle made = utc();
    made.terminal = true;
    return made;
  }
  std::string shown(Bytes bytes) { return rows(peer.received(bytes), terminal); }

  TextPrinter terminal{queue, style()};
};

TEST_F(TerminalRows, cut_a_very_long_line_and_say_so) {
  const std::string front = "22:03:12.002    1  <  50000 B  ";
  EXPECT_EQ(shown(std::string(50'000, 'x')),
            front + std::string(4096, 'x') + "... (45904 more bytes)\n");
  // The count is of octets as the peer sent them, and no character or escape is cut.
  std::string escapes(50'000, '\x01');
  EXPECT_EQ(
      shown(escapes), front + [] {
        std::string text;
        for (int i = 0; i < 1365; ++i)
          text += "\\01";
        return text;
      }() + "... (48635 more bytes)\n");
  std::string wide;
  while (wide.size() < 49'998)
    wide += "\xe2\x82\xac";
  EXPECT_EQ(shown(wide),
            "22:03:12.002    1  <  49998 B  " + wide.substr(0, 4095) + "... (45903 more bytes)\n");
  EXPECT_EQ(shown("short\n" + std::string(4097, 'x') + "\nshort").substr(31 + 6 + 31 + 4096),
            "... (1 more bytes)\n                               short\n");
}

TEST_F(TerminalRows, cut_a_long_dump) {
  RowStyle made = style();
  made.hex = true;
  TextPrinter hex(queue, made);
  const std::string dump = rows(peer.received(std::string(5'000, 'x')), hex);
  EXPECT_EQ(std::count(dump.begin(), dump.end(), '\n'), 1 + 256 + 1);
  EXPECT_TRUE(dump.ends_with("|xxxxxxxxxxxxxxxx|\n  ... (904 more bytes)\n"));
}

TEST_F(TerminalRows, are_skipped_and_counted_while_the_queue_is_full) {
  const std::string lines = "one\ntwo\n";
  // Not row by row: on a busy machine that takes longer than a terminal may stand still, rows are
  // then skipped, and the queue never fills.
  while (!queue.full())
    queue.append(std::string(65536, '\n'));
  const std::size_t queued = queue.queued_bytes();
  EXPECT_EQ(terminal.offer(peer.received(lines)), event::Room::more);
  EXPECT_EQ(terminal.offer(peer.received(lines)), event::Room::more);
  EXPECT_EQ(queue.queued_bytes(), queued);
  // The terminal moves again: the count comes without a further event.
  taken(queue);
  EXPECT_EQ(taken(queue),
            "                   !  4 rows were not shown: the terminal was stopped\n");
  EXPECT_EQ(shown("next"), "22:03:12.002    1  <      4 B  next\n");
}

TEST_F(TerminalRows, keep_counting_octets_that_were_skipped) {
  rows(peer.make(Kind::connected), terminal);
  while (!queue.full())
    queue.append(std::string(65536, '\n'));
  terminal.offer(peer.received("caf\xc3"));
  taken(queue);
  EXPECT_EQ(taken(queue), "                   !  1 row was not shown: the terminal was stopped\n");
  EXPECT_EQ(shown("\xa9"), "22:03:12.002    1  <      1 B  \xc3\xa9\n");
  EXPECT_EQ(rows(peer.make(Kind::closed, "closed here"), terminal),
            "22:03:12.002    1  -  192.168.1.20:51234 closed: closed here (received 5 B, sent 0 "
            "B)\n");
}

}  // namespace
}  // namespace parley::cli
