#include "text/framing.h"

#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace parley::text {
namespace {

using Chunks = std::vector<std::string_view>;
using Messages = std::vector<std::string>;

struct Outcome {
  std::vector<std::pair<std::string, bool>> pieces;
  std::string stream;
  Messages messages;
  std::string unfinished;
  std::string trouble;
};

Outcome feed(Framer& framer, const Chunks& chunks) {
  Outcome outcome;
  for (const std::string_view chunk : chunks) {
    framer.feed(chunk, [&](const Piece& piece) {
      EXPECT_FALSE(piece.bytes.empty());
      outcome.pieces.emplace_back(piece.bytes, piece.message_complete);
      outcome.stream += piece.bytes;
      if (piece.message_complete) outcome.messages.emplace_back(piece.message);
      EXPECT_TRUE(piece.message_complete || piece.message.empty());
    });
  }
  outcome.unfinished = framer.unfinished();
  outcome.trouble = framer.trouble();
  return outcome;
}

Outcome feed(Framing framing, const Chunks& chunks,
             std::size_t message_bytes_max = limits::message_bytes_max) {
  Framer framer(framing, message_bytes_max);
  return feed(framer, chunks);
}

std::string_view zeros(std::string_view text, std::size_t count) {
  return {text.data(), count};
}

TEST(Framing, NamesComeBack) {
  for (const auto framing : {Framing::none, Framing::line, Framing::length}) {
    EXPECT_EQ(parse_framing(framing_name(framing)), framing);
  }
  EXPECT_EQ(to_string(parse_framing("lines").error()),
            "cannot read the framing \"lines\": it is none of none, line and length");
}

TEST(FramingNone, EachChunkIsAMessage) {
  const auto outcome = feed(Framing::none, {"a\nb", "", "c"});
  EXPECT_EQ(outcome.messages, (Messages{"a\nb", "c"}));
  EXPECT_EQ(outcome.stream, "a\nbc");
}

TEST(FramingLine, CutsAtLfAndLeavesCrOut) {
  const auto outcome = feed(Framing::line, {"one\ntwo\r\n\n\r\nfi\rve\r\r\nrest"});
  EXPECT_EQ(outcome.messages, (Messages{"one", "two", "", "", "fi\rve\r"}));
  EXPECT_EQ(outcome.unfinished, "rest");
  EXPECT_EQ(outcome.pieces[1], std::pair(std::string("two\r\n"), true));
  EXPECT_EQ(outcome.pieces.back(), std::pair(std::string("rest"), false));
}

TEST(FramingLine, OctetsAreHandedOnAtOnce) {
  const auto outcome = feed(Framing::line, {"He", "llo\r", "\nWor", "ld\n"});
  const decltype(outcome.pieces) expected{
      {"He", false}, {"llo\r", false}, {"\n", true}, {"Wor", false}, {"ld\n", true}};
  EXPECT_EQ(outcome.pieces, expected);
  EXPECT_EQ(outcome.messages, (Messages{"Hello", "World"}));
}

TEST(FramingLine, ALongLineComesInPieces) {
  EXPECT_EQ(feed(Framing::line, {"abcdefghij\nk\n"}, 4).messages,
            (Messages{"abcd", "efgh", "ij", "k"}));
}

TEST(FramingLine, TheLineEndAfterACutMakesNoMessage) {
  EXPECT_EQ(feed(Framing::line, {"abcd\nx\n"}, 4).messages, (Messages{"abcd", "x"}));
  EXPECT_EQ(feed(Framing::line, {"abcd", "\r", "\nx\n"}, 4).messages, (Messages{"abcd", "x"}));
  EXPECT_EQ(feed(Framing::line, {"abcdefgh\r\n\n"}, 4).messages, (Messages{"abcd", "efgh", ""}));
  EXPECT_EQ(feed(Framing::line, {"abcd\n"}, 4).stream, "abcd\n");
}

TEST(FramingLine, HoldsNothingBetweenMessages) {
  Framer framer(Framing::line);
  EXPECT_FALSE(framer.partial());
  feed(framer, {"Hel"});
  EXPECT_TRUE(framer.partial());
  EXPECT_EQ(framer.unfinished(), "Hel");
  feed(framer, {"lo\n"});
  EXPECT_FALSE(framer.partial());
  EXPECT_EQ(framer.unfinished(), "");
}

TEST(FramingLength, CutsByCount) {
  const std::string_view stream("\0\0\0\5Hello\0\0\0\0\0\0\0\1\n", 18);
  const auto outcome = feed(Framing::length, {stream});
  EXPECT_EQ(outcome.messages, (Messages{"Hello", "", "\n"}));
  EXPECT_EQ(outcome.stream, stream);
  EXPECT_EQ(outcome.pieces[0], std::pair(std::string("\0\0\0\5Hello", 9), true));
}

TEST(FramingLength, APrefixMayBeSplit) {
  const auto outcome = feed(Framing::length, {zeros("\0\0", 2), zeros("\0", 1), "\5He", "llo"});
  EXPECT_EQ(outcome.messages, (Messages{"Hello"}));
  EXPECT_EQ(outcome.pieces.size(), 4u);
  EXPECT_EQ(outcome.trouble, "");
}

TEST(FramingLength, InsideAPrefixIsPartial) {
  Framer framer(Framing::length);
  feed(framer, {zeros("\0\0", 2)});
  EXPECT_TRUE(framer.partial());
  EXPECT_EQ(framer.unfinished(), "");
}

TEST(FramingLength, TheLargestMessageIsBelieved) {
  EXPECT_EQ(feed(Framing::length, {zeros("\0\0\0\4abcd", 8)}, 4).messages, (Messages{"abcd"}));
}

TEST(FramingLength, WhatIsNoLengthStopsFraming) {
  const auto outcome = feed(Framing::length, {"GET / HTTP/1.1\r\n", "\r\n"});
  EXPECT_EQ(outcome.messages, (Messages{"GET / HTTP/1.1\r\n", "\r\n"}));
  EXPECT_EQ(outcome.unfinished, "");
  EXPECT_EQ(outcome.trouble,
            "the octets \"GET \" are no length of a message: 1195725856 is above the limit of "
            "1048576; framing stopped, what follows is shown as it comes");
}

TEST(FramingLength, NothingOfABadPrefixIsMissingFromTheMessages) {
  const auto outcome = feed(Framing::length, {zeros("\0\0\0\1aGE", 7), "T", " ", "/ HTTP", "/1.1"});
  EXPECT_EQ(outcome.messages, (Messages{"a", "GET ", "/ HTTP", "/1.1"}));
  EXPECT_EQ(outcome.pieces[1], std::pair(std::string("GE"), false));
}

TEST(FramingLength, AnAnnouncedLengthHoldsNoMemory) {
  Framer framer(Framing::length);
  feed(framer, {zeros("\0\x10\0\0ab", 6)});
  EXPECT_EQ(framer.unfinished(), "ab");
}

// A stream of messages, its chunks cut at random: the pieces are the stream, and the messages are
// those that were put in.
TEST(FramingProperty, ChunksDoNotChangeTheMessages) {
  std::mt19937 random(8266);
  for (int round = 0; round < 3000; ++round) {
    const auto framing = round % 2 == 0 ? Framing::line : Framing::length;
    Messages messages(random() % 6);
    std::string stream;
    for (std::string& message : messages) {
      message.resize(random() % 21);
      for (char& octet : message)
        octet = "ab\r c"[random() % 5];
      if (message.ends_with('\r')) message.back() = 'z';
      const auto ending = random() % 2 == 0 ? LineEnding::lf : LineEnding::crlf;
      stream += frame_message(framing, message, ending);
    }
    Chunks chunks;
    for (std::string_view rest = stream; !rest.empty();) {
      chunks.push_back(rest.substr(0, 1 + random() % 9));
      rest.remove_prefix(chunks.back().size());
    }
    const auto outcome = feed(framing, chunks, 24);
    ASSERT_EQ(outcome.stream, stream);
    ASSERT_EQ(outcome.messages, messages);
    ASSERT_EQ(outcome.unfinished, "");
    ASSERT_EQ(outcome.trouble, "");
  }
}

// Any octets at all, lines above the limit among them: octet by octet gives the same messages as
// one chunk.
TEST(FramingProperty, LongLinesDoNotDependOnChunksEither) {
  std::mt19937 random(74880);
  for (int round = 0; round < 3000; ++round) {
    std::string stream(random() % 60, '\0');
    for (char& octet : stream)
      octet = "aaaab\r\n"[random() % 7];
    Chunks octets;
    for (std::size_t i = 0; i < stream.size(); ++i)
      octets.push_back({stream.data() + i, 1});
    const auto whole = feed(Framing::line, {stream}, 4);
    const auto single = feed(Framing::line, octets, 4);
    ASSERT_EQ(whole.stream, stream);
    ASSERT_EQ(single.stream, stream);
    ASSERT_EQ(whole.messages, single.messages) << stream;
    ASSERT_EQ(whole.unfinished, single.unfinished);
    for (const std::string& message : whole.messages)
      ASSERT_LE(message.size(), 4u);
  }
}

TEST(FrameMessage, None) {
  EXPECT_EQ(frame_message(Framing::none, "Hi", LineEnding::none), "Hi");
  EXPECT_EQ(frame_message(Framing::none, "Hi", LineEnding::crlf), "Hi\r\n");
}

TEST(FrameMessage, ALineAlwaysEnds) {
  EXPECT_EQ(frame_message(Framing::line, "Hi", LineEnding::none), "Hi\n");
  EXPECT_EQ(frame_message(Framing::line, "Hi", LineEnding::crlf), "Hi\r\n");
  EXPECT_EQ(frame_message(Framing::line, "Hi", LineEnding::cr), "Hi\r");
}

TEST(FrameMessage, Length) {
  EXPECT_EQ(frame_message(Framing::length, "Hi", LineEnding::lf), std::string("\0\0\0\2Hi", 6));
  EXPECT_EQ(frame_message(Framing::length, "", LineEnding::none), std::string(4, '\0'));
  EXPECT_EQ(
      frame_message(Framing::length, std::string(0x10203, 'x'), LineEnding::none).substr(0, 4),
      std::string("\0\1\2\3", 4));
}

}  // namespace
}  // namespace parley::text
