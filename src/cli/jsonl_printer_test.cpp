#include "cli/jsonl_printer.h"

#include <gtest/gtest.h>

#include "cli/printer_fixture.h"

namespace parley::cli {
namespace {

using event::Kind;

TEST(JsonlPrinter, prints_one_line_an_event) {
  OutputQueue queue;
  JsonlPrinter printer(queue, false);
  const Events peer(2);
  EXPECT_EQ(printer.offer(peer.received("Hello")), event::Room::more);
  EXPECT_EQ(
      taken(queue),
      "{\"n\":1,\"time\":\"2026-11-22T22:03:12.002000Z\",\"event\":\"received\",\"peer\":2,"
      "\"connection\":2,\"address\":\"192.168.1.20:51234\",\"bytes\":5,\"text\":\"Hello\"}\n");
}

TEST(JsonlPrinter, prints_messages_under_framing) {
  OutputQueue queue;
  JsonlPrinter printer(queue, true);
  const Events peer(2);
  printer.offer(peer.part("Hel"));
  EXPECT_EQ(taken(queue), "");
  printer.offer(peer.message("lo\n", "Hello"));
  EXPECT_NE(taken(queue).find("\"bytes\":5,\"text\":\"Hello\""), std::string::npos);
  printer.offer(peer.sent("Hel"));
  EXPECT_NE(taken(queue).find("\"bytes\":3,\"text\":\"Hel\""), std::string::npos);
}

TEST(JsonlPrinter, pushes_back) {
  OutputQueue queue;
  JsonlPrinter printer(queue, false);
  bool drained = false;
  printer.on_drained([&] { drained = true; });
  const Events peer;
  const std::string text(60'000, 'x');
  while (printer.offer(peer.received(text)) == event::Room::more) {
  }
  EXPECT_TRUE(queue.full());
  taken(queue);
  EXPECT_TRUE(drained);
}

}  // namespace
}  // namespace parley::cli
