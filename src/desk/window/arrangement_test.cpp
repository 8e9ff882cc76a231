#include "desk/window/arrangement.h"

#include <gtest/gtest.h>

using namespace parley::desk::window;

TEST(Arrangement, ComesBackAsItWas) {
  Arrangement arrangement;
  arrangement.geometry = QByteArray("\0\xff\x01", 3);
  arrangement.columns = "abc";
  arrangement.page = "x";
  arrangement.look = QStringLiteral("dark");
  arrangement.language = QStringLiteral("zh_CN");
  arrangement.side = QStringLiteral("peers");
  arrangement.current = 3;
  EXPECT_EQ(arrangement_from_text(arrangement_to_text(arrangement)), arrangement);
}

TEST(Arrangement, WhatCannotBeReadIsAsIfItHadNotBeenThere) {
  for (const char* text : {"", "{", "[1]", "{\"current\": \"x\", \"geometry\": 7}"})
    EXPECT_EQ(arrangement_from_text(text), Arrangement());
}
