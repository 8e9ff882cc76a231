#include "board/api/StreamString.h"

#include <gtest/gtest.h>

#include "board/api/api_twin.h"

namespace parley::board::api {
namespace {

class StreamStringTest : public ApiTest {};

TEST_F(StreamStringTest, is_printed_to_at_its_end_and_read_at_its_front) {
  StreamString text;
  text.print("a=");
  text.println(42);
  EXPECT_EQ(text_of(text), "a=42\r\n");
  EXPECT_EQ(text.available(), 6);
  EXPECT_EQ(text.peek(), 'a');
  EXPECT_EQ(text.read(), 'a');
  EXPECT_EQ(text_of(text), "=42\r\n");
}

TEST_F(StreamStringTest, is_parsed_without_waiting_at_its_end) {
  StreamString text("x=7; y=-2.5; name=north");
  const std::uint64_t begin = port::micros();
  EXPECT_TRUE(text.find("x="));
  EXPECT_EQ(text.parseInt(), 7);
  EXPECT_TRUE(text.find("y="));
  EXPECT_FLOAT_EQ(text.parseFloat(), -2.5F);
  EXPECT_TRUE(text.find('='));
  EXPECT_EQ(text_of(text.readStringUntil('\n')), "north");
  EXPECT_EQ(text.read(), -1);
  EXPECT_EQ(text.peek(), -1);
  EXPECT_EQ(port::micros(), begin);
}

TEST_F(StreamStringTest, is_a_string) {
  StreamString text;
  text = "one";
  text += " two";
  EXPECT_TRUE(text.endsWith("two"));
  const uint8_t octets[] = {0, 255};
  EXPECT_EQ(text.write(octets, 2), 2U);
  EXPECT_EQ(text.length(), 9U);
}

}  // namespace
}  // namespace parley::board::api
