#include "cli/selection.h"

#include <gtest/gtest.h>

#include "cli/printer_fixture.h"

namespace parley::cli {
namespace {

using namespace std::chrono_literals;
using event::Kind;

Selection selection(const Selection::Wanted& wanted, WallTime now = {}) {
  auto made = Selection::make(wanted, now);
  return std::move(*made);
}

TEST(Selection, NothingWantedIsAll) {
  Selection all = selection({});
  event::Event alone;
  alone.number = 1;
  EXPECT_TRUE(all.matches(alone));
  EXPECT_EQ(all.matched(), 1u);
}

TEST(Selection, ByPeerAndConnection) {
  const Events one(1);
  const Events two(2);
  Selection of_two = selection({event::PeerId{2}, {}, "", ""});
  EXPECT_FALSE(of_two.matches(one.received("x")));
  EXPECT_TRUE(of_two.matches(two.received("x")));
  EXPECT_FALSE(of_two.matches(event::Event{})) << "it concerns nobody";
  Selection of_connection = selection({{}, event::ConnectionId{1}, "", ""});
  EXPECT_TRUE(of_connection.matches(one.received("x")));
  EXPECT_FALSE(of_connection.matches(two.received("x")));
}

TEST(Selection, ByTime) {
  const Events peer;
  const event::Event now = peer.received("x");
  Selection recent = selection({{}, {}, "1s", ""}, now.time + 2s);
  EXPECT_FALSE(recent.matches(now));
  event::Event later = now;
  later.time += 1500ms;
  EXPECT_TRUE(recent.matches(later));
}

TEST(Selection, ByContentOrWords) {
  const Events peer;
  Selection found = selection({{}, {}, "", "H.llo"});
  EXPECT_TRUE(found.matches(peer.received("say Hello")));
  EXPECT_FALSE(found.matches(peer.received("say hello")));
  Selection octets = selection({{}, {}, "", "\\xff\\x00"});
  EXPECT_TRUE(octets.matches(peer.sent(Bytes("a\xff\0b", 4))));
  Selection words = selection({{}, {}, "", "closed here"});
  EXPECT_TRUE(words.matches(peer.make(Kind::closed, "closed here")));
  EXPECT_FALSE(words.matches(peer.make(Kind::connected)));
}

TEST(Selection, WhatCannotBeUnderstoodIsSaid) {
  const auto expression = Selection::make({{}, {}, "", "("}, {});
  ASSERT_FALSE(expression);
  EXPECT_EQ(to_string(expression.error()), "cannot read the pattern (: missing ): (");
  EXPECT_FALSE(Selection::make({{}, {}, "never", ""}, {}));
}

}  // namespace
}  // namespace parley::cli
