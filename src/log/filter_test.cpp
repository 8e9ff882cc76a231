#include "log/filter.h"

#include <gtest/gtest.h>
#include <random>
#include <re2/re2.h>

#include "log/log_fixture.h"

namespace parley::log {
namespace {

TEST(Filter, RequiredTextsAreWhatEveryMatchHas) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(required_texts("temperature=\\d+"), Texts{"temperature="});
  EXPECT_EQ(required_texts("ab?cde*fgh"), (Texts{"fgh", "cd", "a"}));
  EXPECT_EQ(required_texts("ab+c"), (Texts{"ab", "c"}));
  EXPECT_EQ(required_texts("x[]a]yz[^]b]"), (Texts{"yz", "x"}));
  EXPECT_EQ(required_texts("\\[ERROR\\]"), Texts{"[ERROR]"});
  EXPECT_EQ(required_texts("(a|[)])b\\(c(?:d(e)f)?g"), (Texts{"b(c", "g"}));
  for (const char* nothing : {"a|b", "(?i)hello", "ab{0}cd", "\\x41BC", "\\QA.B\\E", "a(\\Q)\\E)b",
                              "[[:alpha:]]abc", "((?i)a|b)*"}) {
    EXPECT_EQ(required_texts(nothing), Texts{}) << nothing;
  }
}

TEST(Filter, RequiredTextIsInEveryMatchOfAnyPattern) {
  const std::string letters = "ab.?*+[]^$\\d{2}|(c)()ab";
  std::mt19937_64 random(1);
  std::size_t said = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string pattern;
    for (std::size_t i = 1 + random() % 7; i > 0; --i)
      pattern += letters[random() % letters.size()];
    re2::RE2::Options options;
    options.set_log_errors(false);
    const re2::RE2 compiled(pattern, options);
    if (!compiled.ok()) continue;
    const auto required = required_texts(pattern);
    said += !required.empty();
    for (int text = 0; text < 10; ++text) {
      std::string octets;
      for (std::size_t i = random() % 8; i > 0; --i)
        octets += "abc.^$[]d2+*?\\"[random() % 14];
      if (re2::RE2::PartialMatch(octets, compiled)) {
        for (const std::string& one : required)
          ASSERT_NE(octets.find(one), std::string::npos) << pattern << " in " << octets;
      }
    }
  }
  EXPECT_GT(said, 1000u);
}

TEST(Filter, LooksAroundIsWhatAsksForItsSurroundings) {
  for (const char* around : {"^a", "a$", "a|^b", "\\bword", "\\Ba", "\\Aa", "a\\z", "\\[^a",
                             "[[]^a", "\\\\^", "\\Q[\\E^"}) {
    EXPECT_TRUE(looks_around(around)) << around;
  }
  for (const char* not_around : {"abc", "[^a]b", "[0-9]{5}x|q+z", "\\^a\\$", "(?i)a.b", "a\\"}) {
    EXPECT_FALSE(looks_around(not_around)) << not_around;
  }
}

TEST(Filter, WhatDoesNotLookAroundMatchesInAllThatHoldsAMatch) {
  const std::string letters = "ab.?*+[]^$\\dbB|(c)()ab";
  std::mt19937_64 random(2);
  std::size_t matched = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string pattern;
    for (std::size_t i = 1 + random() % 7; i > 0; --i)
      pattern += letters[random() % letters.size()];
    re2::RE2::Options options;
    options.set_log_errors(false);
    const re2::RE2 compiled(pattern, options);
    if (!compiled.ok() || looks_around(pattern)) continue;
    for (int text = 0; text < 10; ++text) {
      const auto some = [&] {
        std::string octets;
        for (std::size_t i = random() % 6; i > 0; --i)
          octets += "abc.^$[]d2+*?\\\n"[random() % 15];
        return octets;
      };
      const std::string part = some();
      if (!re2::RE2::PartialMatch(part, compiled)) continue;
      ++matched;
      const std::string whole = some() + part + some();
      ASSERT_TRUE(re2::RE2::PartialMatch(whole, compiled)) << pattern << " in " << whole;
    }
  }
  EXPECT_GT(matched, 1000u);
}

TEST(Filter, APatternThatIsNoneIsSaid) {
  const auto filter = Filter::make({.text = "a(", .pattern = true});
  ASSERT_FALSE(filter);
  EXPECT_EQ(to_string(filter.error()), "cannot read the pattern a(: missing ): a(");
}

TEST(Filter, ContentThatIsNoTextIsFoundOctetByOctet) {
  event::Event event;
  event.number = 1;
  event.kind = event::Kind::received;
  event.bytes = Bytes("a\0\xff z", 5);
  EXPECT_TRUE(filter_of({.text = std::string("\0\xff", 2)}).matches(event));
  EXPECT_TRUE(filter_of({.text = "\\x00\\xff.z", .pattern = true}).matches(event));
  EXPECT_FALSE(filter_of({.text = "\xfe"}).matches(event));
}

TEST(Filter, WordsOfOtherEventsAreFound) {
  const Error error{ErrorClass::refused, 111, "connect to 10.0.0.7:80", "connection refused"};
  event::Party party;
  party.target = "esp.local:80";
  event::Event event;
  event.number = 1;
  event.kind = event::Kind::failed;
  event.error = &error;
  event.party = &party;
  for (const char* text : {"failed", "cannot connect to 10.0", "refused", "esp.local"})
    EXPECT_TRUE(filter_of({.text = text}).matches(event)) << text;
  EXPECT_FALSE(filter_of({.text = "reset"}).matches(event));
}

TEST(Filter, DamageIsNobodysRow) {
  event::Event event;
  event.reason = "the recording is damaged";
  EXPECT_FALSE(filter_of({}).matches(event));
}

}  // namespace
}  // namespace parley::log
