#include "record/pcapng.h"

#include <gtest/gtest.h>

using namespace parley;
using namespace parley::record::pcapng;

namespace {

constexpr WallTime noon{std::chrono::nanoseconds{1'790'000'000'123'456'789}};

ByteString small_capture() {
  ByteString file;
  append_section(file, "Parley test");
  append_interface(file, {.name = "board lamp", .description = "a lamp"});
  append_packet(file, {.interface = 0,
                       .time = noon,
                       .direction = Direction::outbound,
                       .data = "hello",
                       .comment = "lost on the link"});
  return file;
}

/// The numbers of the fixed parts turned round, as a machine of the other byte order writes them.
ByteString other_byte_order() {
  return {
      "\x0a\x0d\x0d\x0a\0\0\0\x1c\x1a\x2b\x3c\x4d\0\x01\0\0\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0"
      "\x1c"
      "\0\0\0\x01\0\0\0\x14\0\x01\0\0\0\0\0\0\0\0\0\x14"
      "\0\0\0\x06\0\0\0\x24\0\0\0\0\0\0\0\0\0\0\0\x07\0\0\0\x02\0\0\0\x09hi\0\0\0\0\0\x24",
      28 + 20 + 36};
}

TEST(Pcapng, OctetByOctet) {
  ByteString file;
  append_section(file, "P");
  EXPECT_EQ(file,
            std::string("\x0a\x0d\x0d\x0a\x28\0\0\0\x4d\x3c\x2b\x1a\x01\0\0\0"
                        "\xff\xff\xff\xff\xff\xff\xff\xff\x04\0\x01\0P\0\0\0\0\0\0\0\x28\0\0\0",
                        40));
  file.clear();
  append_packet(file, {.interface = 1, .time = noon, .data = "abcde"});
  EXPECT_EQ(file.size(), 8u + 20 + 8 + 4 + 4);
  EXPECT_EQ(file.substr(28, 8), std::string("abcde\0\0\0", 8));
}

TEST(Pcapng, ReadsWhatItWrote) {
  const ByteString file = small_capture();
  Reader reader(file);
  const auto first = reader.next();
  ASSERT_TRUE(first && *first);
  EXPECT_EQ(reader.application(), "Parley test");
  ASSERT_EQ(reader.interfaces().size(), 1u);
  EXPECT_EQ(reader.interfaces()[0].name, "board lamp");
  EXPECT_EQ(reader.interfaces()[0].description, "a lamp");
  EXPECT_EQ((*first)->time, noon);
  EXPECT_EQ((*first)->data, "hello");
  EXPECT_EQ((*first)->original_bytes, 5u);
  EXPECT_EQ((*first)->direction, Direction::outbound);
  EXPECT_EQ((*first)->comment, "lost on the link");
  const auto end = reader.next();
  ASSERT_TRUE(end);
  EXPECT_FALSE(*end);
  EXPECT_EQ(reader.position(), file.size());
}

TEST(Pcapng, ReadsTheOtherByteOrderAndMicroseconds) {
  const ByteString file = other_byte_order();
  Reader reader(file);
  const auto packet = reader.next();
  ASSERT_TRUE(packet) << to_string(packet.error());
  ASSERT_TRUE(*packet);
  EXPECT_EQ((*packet)->data, "hi");
  EXPECT_EQ((*packet)->original_bytes, 9u);
  EXPECT_EQ((*packet)->time.time_since_epoch(), std::chrono::microseconds{7});
}

TEST(Pcapng, ATornTailIsAnEndAtEveryLength) {
  const ByteString whole = small_capture();
  ByteString longer = whole;
  append_packet(longer, {.interface = 0, .time = noon, .data = "more"});
  for (std::size_t size = whole.size(); size < longer.size(); ++size) {
    Reader reader(Bytes(longer).substr(0, size));
    ASSERT_TRUE(*reader.next());
    const auto end = reader.next();
    ASSERT_TRUE(end) << size;
    EXPECT_FALSE(*end);
    EXPECT_EQ(reader.position(), whole.size());
  }
}

std::string error_of(const ByteString& file) {
  Reader reader(file);
  for (;;) {
    const auto packet = reader.next();
    if (!packet) return to_string(packet.error());
    if (!*packet) return "no error";
  }
}

TEST(Pcapng, DamageIsSaidWithItsPlace) {
  EXPECT_EQ(error_of("this is something else altogether"),
            "cannot read the capture: this is not a pcapng file (at octet 0)");
  ByteString file = small_capture();
  file[file.size() - 4] = 'x';
  EXPECT_EQ(error_of(file), "cannot read the capture: a block with two lengths (at octet 108)");
  ByteString lone;
  append_section(lone, "");
  append_packet(lone, {.interface = 3, .time = noon, .data = "x"});
  EXPECT_EQ(error_of(lone),
            "cannot read the capture: a packet of an unknown interface (at octet 72)");
  file = small_capture();
  file[4] = '\x0b';
  EXPECT_EQ(error_of(file), "cannot read the capture: a block of 11 octets (at octet 0)");
}

TEST(Pcapng, AfterAnErrorThereIsNothingMore) {
  ByteString file = small_capture() + ByteString(16, '\0') + small_capture();
  Reader reader(file);
  ASSERT_TRUE(*reader.next());
  EXPECT_FALSE(reader.next());
  const auto after = reader.next();
  ASSERT_TRUE(after);
  EXPECT_FALSE(*after);
}

TEST(Pcapng, ASectionForgetsTheInterfacesBefore) {
  ByteString file = small_capture();
  append_section(file, "");
  append_packet(file, {.interface = 0, .time = noon, .data = "x"});
  Reader reader(file);
  ASSERT_TRUE(*reader.next());
  EXPECT_FALSE(reader.next());
}

}  // namespace
