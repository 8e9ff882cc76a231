#include "text/shell_quote.h"

#include <cstdio>
#include <gtest/gtest.h>
#include <memory>

namespace parley::text {
namespace {

TEST(ShellQuote, PlainWordsStayBare) {
  for (const std::string_view word : {"parley", "192.168.1.0/24", "--allow", "tcp://a:80"}) {
    EXPECT_EQ(shell_quote(word), word);
  }
}

TEST(ShellQuote, WhatAShellReadsIsQuoted) {
  EXPECT_EQ(shell_quote(""), "''");
  EXPECT_EQ(shell_quote("a b"), "'a b'");
  EXPECT_EQ(shell_quote("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_quote("$(rm -rf ~)`x`"), "'$(rm -rf ~)`x`'");
  EXPECT_EQ(shell_quote("~"), "'~'");
  EXPECT_EQ(shell_quote("[::1]:80"), "'[::1]:80'");
  EXPECT_EQ(shell_quote("=ls"), "'=ls'");
  EXPECT_EQ(shell_quote("caf\xc3\xa9"), "'caf\xc3\xa9'");
  EXPECT_EQ(shell_quote("a\\b"), "'a\\b'");
}

TEST(ShellQuote, ControlsAreNotWrittenToATerminal) {
  EXPECT_EQ(shell_quote("a\x1b[2J"), "$'a\\033[2J'");
  EXPECT_EQ(shell_quote("\x1b"
                        "1'\\\n"),
            "$'\\0331\\'\\\\\\012'");
  EXPECT_EQ(shell_quote("\xff"), "$'\\377'");
  EXPECT_EQ(shell_quote("\xe2\x80\xae"), "$'\\342\\200\\256'");
}

std::string said_by_shell(const std::string& quoted) {
  const std::string command = "printf %s " + quoted;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string said;
  for (int c = 0; pipe && (c = fgetc(pipe.get())) != EOF;)
    said += static_cast<char>(c);
  return said;
}

TEST(ShellQuote, TheShellReadsEveryShownOctetBack) {
  std::string all;
  for (char c = ' '; c <= '~'; ++c)
    all += c;
  EXPECT_EQ(said_by_shell(shell_quote(all)), all);
  EXPECT_EQ(said_by_shell(shell_quote("caf\xc3\xa9 ''")), "caf\xc3\xa9 ''");
}

}  // namespace
}  // namespace parley::text
