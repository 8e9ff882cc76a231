#include "record/capture.h"

#include <cstring>
#include <gtest/gtest.h>

#include "record/encoder.h"

using namespace parley;
using namespace parley::record;

namespace {

void put32(ByteString& out, std::uint32_t value, bool swapped) {
  if (swapped) value = __builtin_bswap32(value);
  char octets[4];
  std::memcpy(octets, &value, sizeof octets);
  out.append(octets, sizeof octets);
}

/// A classic capture with one packet for each text, a second apart, at 5 fractions.
ByteString pcap(std::uint32_t magic, std::uint32_t link, const std::vector<std::string>& packets,
                bool swapped = false) {
  ByteString file;
  put32(file, magic, swapped);
  put32(file, 0x00040002, swapped);
  put32(file, 0, swapped);
  put32(file, 0, swapped);
  put32(file, 65'535, swapped);
  put32(file, link, swapped);
  for (std::uint32_t i = 0; i < packets.size(); ++i) {
    const auto size = static_cast<std::uint32_t>(packets[i].size());
    for (const std::uint32_t number : {100 + i, 5u, size, size + 1})
      put32(file, number, swapped);
    file += packets[i];
  }
  return file;
}

std::vector<std::string> contents(CaptureReader& reader) {
  std::vector<std::string> found;
  for (;;) {
    const auto packet = reader.next();
    if (!packet) {
      found.push_back(to_string(packet.error()));
      return found;
    }
    if (!*packet) return found;
    found.emplace_back((*packet)->data);
  }
}

std::string error_of(Bytes file) {
  auto reader = CaptureReader::of(file);
  const auto packet = reader.next();
  return packet ? "no error" : to_string(packet.error());
}

/// A file that grows: what `next` may see is what was let in so far.
struct Growing {
  ByteString whole;
  std::size_t visible = 0;
  std::size_t taken = 0;

  CaptureReader reader() {
    return CaptureReader([this](std::span<char> into) -> Result<std::size_t> {
      const std::size_t size = std::min(into.size(), visible - taken);
      std::memcpy(into.data(), whole.data() + taken, size);
      taken += size;
      return size;
    });
  }
};

}  // namespace

TEST(Capture, PcapOfBothUnitsAndByteOrders) {
  const std::vector<std::string> packets{"hello", "", "you"};
  for (const bool swapped : {false, true}) {
    for (const bool nanoseconds : {false, true}) {
      const auto file =
          pcap(nanoseconds ? 0xA1B23C4D : 0xA1B2C3D4, link_type::linux_cooked, packets, swapped);
      auto reader = CaptureReader::of(file);
      const auto first = reader.next();
      ASSERT_TRUE(first && *first);
      EXPECT_EQ((*first)->data, "hello");
      EXPECT_EQ((*first)->original_bytes, 6u);
      EXPECT_EQ((*first)->time.time_since_epoch(),
                std::chrono::seconds{100} + std::chrono::nanoseconds{nanoseconds ? 5 : 5000});
      EXPECT_EQ(reader.interface().link_type, link_type::linux_cooked);
      EXPECT_EQ(contents(reader), (std::vector<std::string>{"", "you"}));
      EXPECT_EQ(reader.position(), file.size());
      EXPECT_FALSE(reader.rebuilt());
    }
  }
}

TEST(Capture, AFileThatGrowsIsReadOctetByOctet) {
  ByteString blocks;
  pcapng::append_section(blocks, "Parley test");
  pcapng::append_interface(blocks, {.name = "lo"});
  pcapng::append_packet(blocks, {.data = "hello"});
  pcapng::append_packet(blocks, {.data = "you"});
  for (const auto& file : {pcap(0xA1B2C3D4, 1, {"hello", "you"}), blocks}) {
    Growing growing{file};
    auto reader = growing.reader();
    std::vector<std::string> found;
    for (; growing.visible <= file.size(); ++growing.visible) {
      const auto packet = reader.next();
      ASSERT_TRUE(packet) << to_string(packet.error());
      if (*packet) found.emplace_back((*packet)->data);
    }
    EXPECT_EQ(found, (std::vector<std::string>{"hello", "you"}));
    EXPECT_EQ(reader.unfinished_bytes(), 0u);
  }
}

TEST(Capture, MoreThanTheWindowHolds) {
  const std::string packet(60'000, 'x');
  const std::vector<std::string> packets(100, packet);
  const auto file = pcap(0xA1B2C3D4, 1, packets);
  auto reader = CaptureReader::of(file);
  EXPECT_EQ(contents(reader), packets);
  ByteString blocks;
  pcapng::append_section(blocks, "");
  pcapng::append_interface(blocks, {.name = "lo"});
  for (const auto& one : packets)
    pcapng::append_packet(blocks, {.data = one});
  auto second = CaptureReader::of(blocks);
  EXPECT_EQ(contents(second), packets);
  EXPECT_EQ(second.interface().name, "lo");
}

TEST(Capture, WhatIsNoCaptureIsToldByWhatItLooksLike) {
  const std::string prefix = "cannot read the capture: it is neither pcapng nor pcap";
  EXPECT_EQ(error_of("hello, world"), prefix + ": it is text");
  EXPECT_EQ(error_of("\x1f\x8b\x08\x01 and more"),
            prefix + ": it is compressed (gzip): gunzip it first");
  EXPECT_EQ(error_of(Bytes("\x00\x01\x02\x03\x04\x05", 6)), prefix);
  EXPECT_EQ(error_of("no"), "no error");
  auto reader = CaptureReader::of("no");
  EXPECT_TRUE(reader.next());
  EXPECT_FALSE(reader.recognised());
}

TEST(Capture, DamageIsSaidWithItsPlace) {
  auto file = pcap(0xA1B2C3D4, 1, {"hello", "you"});
  file[24 + 16 + 5 + 8 + 3] = '\x7f';
  auto reader = CaptureReader::of(file);
  EXPECT_EQ(contents(reader),
            (std::vector<std::string>{
                "hello", "cannot read the capture: a packet of 2130706435 octets (at octet 45)"}));
  const auto after = reader.next();
  EXPECT_TRUE(after && !*after);
}

TEST(Capture, ARecordingOfOursIsKnown) {
  const auto file = encode_all([](Encoder& encoder) {
    event::Event event;
    event.number = 1;
    event.reason = "hello";
    encoder.put(event);
  });
  auto reader = CaptureReader::of(file);
  const auto packet = reader.next();
  ASSERT_TRUE(packet && *packet);
  EXPECT_TRUE(reader.rebuilt());
  EXPECT_TRUE((*packet)->id);
}

TEST(Capture, ASimplePacketIsTheFirstInterfaces) {
  using namespace std::string_literals;
  ByteString file;
  pcapng::append_section(file, "");
  pcapng::append_interface(file, {.name = "lo"});
  file += "\x03\0\0\0\x14\0\0\0\x02\0\0\0hi\0\0\x14\0\0\0"s;
  auto reader = CaptureReader::of(file);
  EXPECT_EQ(contents(reader), std::vector<std::string>{"hi"});
}
