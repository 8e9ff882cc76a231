#include "board/router/commands.h"

#include <gtest/gtest.h>

using namespace parley;
using namespace parley::board::router;

namespace {

std::string error_of(std::string_view line) {
  const auto command = parse_command(line);
  return command ? "none" : to_string(command.error());
}

template <typename Type>
Type parsed(std::string_view line) {
  const auto command = parse_command(line);
  EXPECT_TRUE(command) << line << ": " << to_string(command.error());
  if (!command || !std::holds_alternative<Type>(*command)) {
    ADD_FAILURE() << line << " is another command";
    return {};
  }
  return std::get<Type>(*command);
}

TEST(Commands, Faults) {
  const auto command = parsed<FaultCommand>("  fault lamp both  loss=5% delay=20ms\r");
  EXPECT_EQ(command.board, "lamp");
  EXPECT_TRUE(command.up && command.down);
  EXPECT_EQ(command.faults, (std::vector<std::string>{"loss=5%", "delay=20ms"}));
  EXPECT_FALSE(parsed<FaultCommand>("fault * up off").down);
  EXPECT_TRUE(parsed<FaultCommand>("fault lamp").faults.empty());
}

TEST(Commands, Links) {
  EXPECT_TRUE(parsed<LinkCommand>("link lamp down").down);
  EXPECT_EQ(parsed<LinkCommand>("link * up").board, "*");
}

TEST(Commands, ForwardsAndCaptures) {
  const auto forward = parsed<ForwardCommand>("forward lamp udp 0 5000");
  EXPECT_EQ(forward.transport, Transport::udp);
  EXPECT_EQ(forward.pc_port, Port{0});
  EXPECT_EQ(forward.board_port, Port{5000});
  EXPECT_EQ(parsed<CaptureCommand>("capture \"two words.pcapng\" lamp").file, "two words.pcapng");
  EXPECT_EQ(parsed<CaptureCommand>("capture x").board, "");
  EXPECT_EQ(parsed<CaptureCommand>("capture off").file, "");
  parsed<BoardsCommand>("boards");
  parsed<WatchCommand>("watch");
  parsed<HelpCommand>("help");
}

TEST(Commands, WhatIsWrongShowsHowItIsWritten) {
  EXPECT_EQ(
      error_of("reboot lamp"),
      "cannot understand the command \"reboot lamp\": there are boards, fault, link, forward, "
      "capture, watch and help");
  EXPECT_EQ(error_of(""),
            "cannot understand the command \"\": there are boards, fault, link, forward, capture, "
            "watch and help");
  EXPECT_EQ(error_of("fault lamp up"),
            "cannot understand the command \"fault lamp up\": it is written: fault BOARD "
            "up|down|both loss=5% delay=20ms ... (or: off)");
  EXPECT_EQ(error_of("link lamp sideways"),
            "cannot understand the command \"link lamp sideways\": it is written: link BOARD "
            "down|up");
  EXPECT_EQ(error_of("forward lamp sctp 1 2"),
            "cannot understand the command \"forward lamp sctp 1 2\": it is written: forward BOARD "
            "tcp|udp PC_PORT BOARD_PORT");
  EXPECT_EQ(error_of("forward * tcp 1 2"),
            "cannot understand the command \"forward * tcp 1 2\": it is written: forward BOARD "
            "tcp|udp PC_PORT BOARD_PORT");
  EXPECT_EQ(error_of("forward lamp tcp 1 99999"),
            "cannot understand the command \"forward lamp tcp 1 99999\": a port is a number from 1 "
            "to 65535, and 0 is any free one of this computer");
  EXPECT_EQ(error_of("capture \"x"),
            "cannot understand the command \"capture \"x\": a double quote is not closed");
  EXPECT_EQ(error_of("capture"),
            "cannot understand the command \"capture\": it is written: capture FILE [BOARD]");
}

TEST(Commands, NamesOfBoards) {
  EXPECT_TRUE(is_board_name("lamp-2.kitchen_A"));
  EXPECT_FALSE(is_board_name(""));
  EXPECT_FALSE(is_board_name("two words"));
  EXPECT_FALSE(is_board_name("*"));
  EXPECT_FALSE(is_board_name("a/b"));
  EXPECT_FALSE(is_board_name(std::string(64, 'x')));
}

}  // namespace
