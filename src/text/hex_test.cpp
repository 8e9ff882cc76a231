#include "text/hex.h"

#include <gtest/gtest.h>

namespace parley::text {
namespace {

std::string error_of(std::string_view text) {
  const auto parsed = parse_hex(text);
  return parsed ? "no error" : to_string(parsed.error());
}

TEST(Hex, EveryWayOfWriting) {
  for (const std::string_view text :
       {"48656C", "48 65 6c", "48:65:6C", "48,65,6c", "0x48, 0x65, 0x6C", "0X48656c",
        " 48\t65\r\n6c ", "0x480x650x6c", "48,,65::6c"}) {
    EXPECT_EQ(parse_hex(text), "Hel") << text;
  }
  EXPECT_EQ(parse_hex(""), "");
  EXPECT_EQ(parse_hex(" , "), "");
}

TEST(Hex, OneDigitIsAnOctetOnlyAfterItsPrefix) {
  EXPECT_EQ(parse_hex("0x5,0xA"), "\x05\x0a");
  EXPECT_EQ(
      error_of("48 6"),
      "cannot read the hex text \"48 6\": the digit \"6\" at position 4 stands alone; an octet "
      "is two digits, such as 06");
  EXPECT_EQ(
      error_of("486"),
      "cannot read the hex text \"486\": the digit \"6\" at position 3 stands alone; an octet "
      "is two digits, such as 06");
}

TEST(Hex, ErrorsNameThePosition) {
  EXPECT_EQ(error_of("48 zz"),
            "cannot read the hex text \"48 zz\": \"z\" at position 4 is no hexadecimal digit");
  EXPECT_EQ(error_of("4-8"),
            "cannot read the hex text \"4-8\": \"-\" at position 2 is no hexadecimal digit");
  EXPECT_EQ(error_of("48 0x"),
            "cannot read the hex text \"48 0x\": the 0x at position 4 has no digits");
  EXPECT_EQ(error_of("0x 48"),
            "cannot read the hex text \"0x 48\": the 0x at position 1 has no digits");
  EXPECT_EQ(error_of("0x0x"),
            "cannot read the hex text \"0x0x\": \"x\" at position 4 is no hexadecimal digit");
  EXPECT_EQ(parse_hex("g").error().kind, ErrorClass::bad_input);
}

TEST(Hex, AllOctetsComeBack) {
  std::string all;
  for (int octet = 0; octet < 256; ++octet)
    all += static_cast<char>(octet);
  EXPECT_EQ(parse_hex(to_hex(all)), all);
  EXPECT_EQ(to_hex("Hello\xff"), "48656c6c6fff");
  std::string out = "x";
  append_hex("\x01", out);
  EXPECT_EQ(out, "x01");
}

// What `hexdump -C` prints, its last line (the total) left out.
TEST(Hex, DumpIsThatOfHexdump) {
  EXPECT_EQ(hex_dump("Hello, world.\n"),
            "00000000  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64 2e 0a        |Hello, world..|\n");
  EXPECT_EQ(hex_dump(std::string("0123456789abcdef\x00\x1b\xff", 19)),
            "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|\n"
            "00000010  00 1b ff                                          |...|\n");
  EXPECT_EQ(hex_dump("12345678"),
            "00000000  31 32 33 34 35 36 37 38                           |12345678|\n");
  EXPECT_EQ(hex_dump(""), "");
}

TEST(Hex, DumpBeginsAtAnOffset) {
  EXPECT_EQ(hex_dump("A", 0x1234).substr(0, 12), "00001234  41");
  EXPECT_EQ(hex_dump("A", 0x1'0000'0000).substr(0, 13), "100000000  41");
}

}  // namespace
}  // namespace parley::text
