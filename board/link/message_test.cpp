#include "board/link/message.h"

#include <gtest/gtest.h>
#include <string>

using namespace parley::board::link;

namespace {

std::string packed(const Message& message) {
  Packet packet;
  const std::size_t size = encode(message, packet);
  return {reinterpret_cast<const char*>(packet.data()), size};
}

std::optional<Message> unpacked(const std::string& packet) {
  return decode({reinterpret_cast<const std::uint8_t*>(packet.data()), packet.size()});
}

TEST(Message, HelloOctetByOctet) {
  Message hello;
  hello.kind = Kind::hello;
  hello.mac = {0x5c, 0xcf, 0x7f, 1, 2, 3};
  hello.name = "lamp";
  EXPECT_EQ(packed(hello), "\x10\x01\x5c\xcf\x7f\x01\x02\x03\x04lamp");
}

TEST(Message, JoinOctetByOctet) {
  Message join;
  join.kind = Kind::join;
  join.ssid = "home";
  join.password = "12345678";
  join.channel = 6;
  join.bssid_wanted = true;
  join.bssid = {1, 2, 3, 4, 5, 6};
  const std::string packet = packed(join);
  EXPECT_EQ(packet,
            "\x11\x04home\x08"
            "12345678\x06\x01\x01\x02\x03\x04\x05\x06");
  const auto back = unpacked(packet);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->ssid, "home");
  EXPECT_EQ(back->password, "12345678");
  EXPECT_TRUE(back->bssid_wanted);
  EXPECT_EQ(back->bssid, join.bssid);
}

TEST(Message, SignalStrengthIsShifted) {
  Message joined;
  joined.kind = Kind::joined;
  joined.rssi = -50;
  EXPECT_EQ(packed(joined).at(9), '\x4e');
  for (const int dbm : {-128, -1, 0, 127}) {
    joined.rssi = dbm;
    EXPECT_EQ(unpacked(packed(joined))->rssi, dbm);
  }
  joined.rssi = 128;
  EXPECT_EQ(packed(joined), "");
}

TEST(Message, WhatIsTooLongOrTooShortIsNotEncoded) {
  Message hello;
  hello.kind = Kind::hello;
  EXPECT_EQ(packed(hello), "") << "a board has a name";
  const std::string name(name_bytes_max + 1, 'x');
  hello.name = name;
  EXPECT_EQ(packed(hello), "");
  const std::string text(message_bytes_max, 'x');
  Message command;
  command.kind = Kind::command;
  command.text = std::string_view(text).substr(1);
  EXPECT_EQ(packed(command).size(), message_bytes_max);
  command.text = text;
  EXPECT_EQ(packed(command), "");
}

TEST(Message, FramesHaveTheirBounds) {
  const std::string most(2 + frame_bytes_max, '\x01');
  ASSERT_TRUE(unpacked(most));
  EXPECT_EQ(unpacked(most)->interface, access_point);
  EXPECT_EQ(unpacked(most)->frame.size(), frame_bytes_max);
  EXPECT_FALSE(unpacked(most + "\x01"));
  EXPECT_TRUE(unpacked(std::string(2 + frame_bytes_min, '\x01')));
  EXPECT_FALSE(unpacked(std::string(1 + frame_bytes_min, '\x01')));
  EXPECT_FALSE(unpacked("\x01\x02" + std::string(60, 'x'))) << "there is no third interface";
}

TEST(Message, NonsenseIsRefused) {
  EXPECT_FALSE(unpacked(""));
  EXPECT_FALSE(unpacked("\xff"));
  EXPECT_FALSE(unpacked(std::string("\x00", 1)));
  EXPECT_FALSE(unpacked("\x12more")) << "leave has nothing";
  EXPECT_FALSE(unpacked("\x22\x04")) << "there is no refusal 4";
  EXPECT_FALSE(unpacked("\x13\x06\x02")) << "a flag is 0 or 1";
  EXPECT_FALSE(unpacked("\x10\x01\x5c\xcf\x7f\x01\x02\x03\x05lamp")) << "the name ends too soon";
  EXPECT_FALSE(unpacked("\x10\x01\x5c\xcf\x7f\x01\x02\x03\x04lampX"));
}

}  // namespace
