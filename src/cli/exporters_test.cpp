#include "cli/exporters.h"

#include <gtest/gtest.h>

#include "cli/printer_fixture.h"

namespace parley::cli {
namespace {

using event::Kind;

std::string cell(std::string_view text) {
  std::string out;
  append_csv_cell(text, out);
  return out;
}

TEST(CsvExporter, RowsHaveTheHeadingsCells) {
  OutputQueue queue;
  const Events peer(2);
  CsvExporter csv(queue);
  csv.offer(peer.make(Kind::connected));
  csv.offer(peer.received("Hello, \"you\"\r\n"));
  csv.offer(peer.sent(Bytes("\0\xff", 2)));
  csv.offer(peer.make(Kind::closed, "closed here"));
  EXPECT_EQ(taken(queue),
            "n,time,event,peer,connection,address,direction,bytes,text,reason\r\n"
            "1,2026-11-22T22:03:12.002000Z,connected,2,2,192.168.1.20:51234,,,,"
            "192.168.1.20:51234 connected\r\n"
            "1,2026-11-22T22:03:12.002000Z,received,2,2,192.168.1.20:51234,in,14,"
            "\"Hello, \"\"you\"\"\\r\\n\",\r\n"
            "1,2026-11-22T22:03:12.002000Z,sent,2,2,192.168.1.20:51234,out,2,\\00\\FF,\r\n"
            "1,2026-11-22T22:03:12.002000Z,closed,2,2,192.168.1.20:51234,,,,"
            "192.168.1.20:51234 closed: closed here\r\n");
}

TEST(CsvExporter, WhatASpreadsheetWouldRunIsQuoted) {
  EXPECT_EQ(cell("=1+1"), "\"'=1+1\"");
  EXPECT_EQ(cell("+49"), "\"'+49\"");
  EXPECT_EQ(cell("-1"), "\"'-1\"");
  EXPECT_EQ(cell("@x"), "\"'@x\"");
  EXPECT_EQ(cell("\tx"), "\"'\tx\"");
  EXPECT_EQ(cell("=HYPERLINK(\"a\")"), "\"'=HYPERLINK(\"\"a\"\")\"");
  EXPECT_EQ(cell("1=1"), "1=1");
  EXPECT_EQ(cell(""), "");
}

TEST(CsvExporter, AFullQueuePushesBack) {
  OutputQueue queue;
  const Events peer;
  CsvExporter csv(queue);
  const std::string much(limits::chunk_bytes_max, 'x');
  event::Room room = event::Room::more;
  for (int i = 0; i < 1000 && room == event::Room::more; ++i)
    room = csv.offer(peer.received(much));
  EXPECT_EQ(room, event::Room::full);
}

TEST(BytesExporter, OctetsAsTheyCame) {
  OutputQueue queue;
  const Events peer;
  {
    BytesExporter bytes(queue, false);
    bytes.offer(peer.make(Kind::connected));
    bytes.offer(peer.received(Bytes("a\0b", 3)));
    bytes.offer(peer.sent("ours"));
    EXPECT_EQ(taken(queue), std::string("a\0b", 3));
  }
  BytesExporter both(queue, true);
  both.offer(peer.sent("ours"));
  both.offer(peer.received("theirs"));
  EXPECT_EQ(taken(queue), "ourstheirs");
}

}  // namespace
}  // namespace parley::cli
