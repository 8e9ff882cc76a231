#include "log/log.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "log/filtered_source.h"
#include "log/log_fixture.h"
#include "log/matches.h"

namespace parley::log {
namespace {

using record::MemoryFiles;
using record::Scene;

std::vector<std::uint64_t> numbers_of(event::Source& source) {
  std::vector<std::uint64_t> numbers;
  for (;;) {
    const auto event = source.next();
    EXPECT_TRUE(event);
    if (!event || *event == nullptr) return numbers;
    numbers.push_back((*event)->number);
  }
}

TEST(FilteredSource, FindsWhatLookingAtEveryEventFinds) {
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Scene scene(seed);
    MemoryFiles files;
    const auto file = file_of(files, scene.record(400, small_segment, 50));
    for (const FilterSettings& settings : some_filters(scene)) {
      const Filter filter = filter_of(settings);
      record::RecordingSource recording(file);
      FilteredSource source(recording, filter);
      const auto numbers = numbers_of(source);
      ASSERT_EQ(numbers, found_slowly(file, filter)) << "seed " << seed << " " << settings.text;
      found += numbers.size();
    }
  }
  EXPECT_GT(found, 10'000u);
}

TEST(FilteredSource, FindsTheSameWhereWholeSegmentsArePassedOver) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Scene scene(seed);
    scene.other_every = 500;
    MemoryFiles files;
    const auto file = file_of(files, scene.record(3000, small_segment, 900));
    auto settings = some_filters(scene);
    settings.push_back({.text = "[0-9]{5}x|q+z", .pattern = true});
    settings.push_back({.text = "no[0-9]|such[0-9]{9}", .pattern = true});
    for (const FilterSettings& one : settings) {
      const Filter filter = filter_of(one);
      record::RecordingSource recording(file);
      FilteredSource source(recording, filter);
      ASSERT_EQ(numbers_of(source), found_slowly(file, filter)) << "seed " << seed << one.text;
    }
  }
}

TEST(FilteredSource, WhatWasPassedOverStillTellsWhatAConnectionIsCalled) {
  event::Party serial;
  serial.transport = event::Transport::serial;
  serial.target = "/dev/ttyUSB0";
  MemoryFiles files;
  const auto file =
      file_of(files, record::encode_all(
                         [&](record::Encoder& encoder) {
                           event::Event event;
                           event.connection = event::ConnectionId{1};
                           event.party = &serial;
                           event.kind = event::Kind::connected;
                           for (event.number = 1; event.number < 1000; ++event.number) {
                             encoder.put(event);
                             event.kind = event::Kind::received;
                             event.bytes = "nothing to see here";
                           }
                           event.bytes = "needle";
                           encoder.put(event);
                         },
                         1, small_segment));
  record::RecordingSource recording(file);
  const Filter filter = filter_of({.text = "needle"});
  FilteredSource source(recording, filter);
  const auto event = source.next();
  ASSERT_TRUE(event && *event);
  EXPECT_EQ((*event)->number, 1000u);
  EXPECT_EQ((*event)->party->name(), "/dev/ttyUSB0");
}

TEST(Log, AnyPageIsThere) {
  Scene scene(2);
  MemoryFiles files;
  Log log(file_of(files, scene.record(500, small_segment)));
  ASSERT_TRUE(log.refresh());
  EXPECT_EQ(log.first_event(), 1u);
  EXPECT_EQ(log.last_event(), 500u);
  for (const std::uint64_t from : {1u, 200u, 210u, 220u, 3u, 499u, 500u, 501u}) {
    std::vector<std::uint64_t> numbers;
    ASSERT_TRUE(log.rows(from, 10, [&](const event::Event& event) {
      numbers.push_back(event.number);
      return true;
    }));
    std::vector<std::uint64_t> wanted;
    for (std::uint64_t n = from; n < std::min<std::uint64_t>(from + 10, 501); ++n)
      wanted.push_back(n);
    EXPECT_EQ(numbers, wanted);
  }
}

TEST(Log, FollowsAFileThatGrows) {
  Scene scene(6);
  const ByteString octets = scene.record(300, small_segment);
  MemoryFiles files;
  Log log(file_of(files, Bytes(octets).substr(0, 1000)));
  std::uint64_t last = 0;
  for (std::size_t have = 1000; have < octets.size(); have += 1777) {
    files.set_content("/recording", Bytes(octets).substr(0, have));
    ASSERT_TRUE(log.refresh());
    ASSERT_GE(log.last_event(), last);
    last = log.last_event();
  }
  files.set_content("/recording", octets);
  ASSERT_TRUE(log.refresh());
  EXPECT_EQ(log.last_event(), 300u);
}

TEST(Log, ARowInTheMiddleKnowsItsNameOnceAllWasRead) {
  Scene scene(8);
  MemoryFiles files;
  Log log(file_of(files, scene.record(600, small_segment)));
  ASSERT_TRUE(log.conversations());
  for (std::uint64_t from = 600; from > 50; from -= 50) {
    ASSERT_TRUE(log.rows(from, 1, [&](const event::Event& event) {
      EXPECT_EQ(record::line_of(event), scene.lines[from - 1]);
      return true;
    }));
  }
}

TEST(Log, FindsTheNextAndThePrevious) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Scene scene(seed);
    MemoryFiles files;
    const auto file = file_of(files, scene.record(300, small_segment, 40));
    Log log(file);
    for (const FilterSettings& settings : some_filters(scene)) {
      const Filter filter = filter_of(settings);
      const auto all = found_slowly(file, filter);
      for (std::uint64_t at = 1; at < 310; at += 7) {
        const auto next = log.find_next(filter, at);
        const auto above = std::lower_bound(all.begin(), all.end(), at);
        ASSERT_TRUE(next);
        ASSERT_EQ(next->value_or(0), above == all.end() ? 0 : *above);
        const auto previous = log.find_previous(filter, at);
        ASSERT_TRUE(previous);
        ASSERT_EQ(previous->value_or(0), above == all.begin() ? 0 : *(above - 1))
            << "seed " << seed << " before " << at << " " << settings.text;
      }
    }
  }
}

TEST(Log, WalksForwardAndFindsWhereAPageBeforeBegins) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    Scene scene(seed);
    MemoryFiles files;
    const auto file = file_of(files, scene.record(300, small_segment, 40));
    Log log(file);
    for (const FilterSettings& settings : some_filters(scene)) {
      const Filter filter = filter_of(settings);
      const auto all = found_slowly(file, filter);
      for (std::uint64_t at = 1; at < 310; at += 13) {
        const auto above = std::lower_bound(all.begin(), all.end(), at);
        std::vector<std::uint64_t> page;
        const auto walked = log.walk(filter, at, [&](const event::Event& event) {
          if (event.number != 0) page.push_back(event.number);
          return page.size() < 9;
        });
        ASSERT_TRUE(walked);
        const auto rest = static_cast<std::size_t>(all.end() - above);
        ASSERT_EQ(page,
                  std::vector<std::uint64_t>(
                      above, above + static_cast<std::ptrdiff_t>(std::min<std::size_t>(rest, 9))));
        ASSERT_EQ(*walked == Log::Walked::enough, rest >= 9);
        const auto back = log.find_back(filter, at, 9);
        ASSERT_TRUE(back);
        const auto before = std::min<std::size_t>(9, static_cast<std::size_t>(above - all.begin()));
        ASSERT_EQ(back->count, before);
        ASSERT_EQ(back->first, before == 0 ? 0 : *(above - static_cast<std::ptrdiff_t>(before)));
      }
    }
  }
}

TEST(Log, FindsWhatTwoFiltersLetThrough) {
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    Scene scene(seed);
    MemoryFiles files;
    const auto file = file_of(files, scene.record(300, small_segment));
    Log log(file);
    const auto other = std::make_shared<const Filter>(filter_of({.text = "a"}));
    for (const FilterSettings& settings : some_filters(scene)) {
      Filter filter = filter_of(settings);
      const auto one = found_slowly(file, filter);
      const auto two = found_slowly(file, *other);
      std::vector<std::uint64_t> both;
      std::set_intersection(one.begin(), one.end(), two.begin(), two.end(),
                            std::back_inserter(both));
      filter.narrow(other);
      std::vector<std::uint64_t> walked;
      ASSERT_TRUE(log.walk(filter, 0, [&](const event::Event& event) {
        walked.push_back(event.number);
        return true;
      }));
      ASSERT_EQ(walked, both) << settings.text;
      found += both.size();
    }
  }
  EXPECT_GT(found, 100u);
}

TEST(Log, FindingCanBeGivenUp) {
  Scene scene(1);
  scene.payload_bytes_max = 1000;
  MemoryFiles files;
  Log log(file_of(files, scene.record(3000, small_segment)));
  int calls = 0;
  const auto found = log.find_next(filter_of({.text = "is nowhere"}), 1, [&](auto done, auto all) {
    EXPECT_LE(done, all);
    return ++calls < 2;
  });
  ASSERT_TRUE(found);
  EXPECT_FALSE(*found);
  EXPECT_EQ(calls, 2);
  const auto back =
      log.find_back(filter_of({.text = "is nowhere"}), 3000, 1, [](auto, auto) { return false; });
  ASSERT_TRUE(back);
  EXPECT_TRUE(back->given_up);
}

TEST(Matches, AreCountedLittleByLittleAndPagedByIndex) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Scene scene(seed);
    const ByteString octets = scene.record(500, small_segment, 60);
    MemoryFiles files;
    for (const FilterSettings& settings : some_filters(scene)) {
      const auto file = file_of(files, octets);
      const auto all = found_slowly(file, filter_of(settings));
      Matches matches(file, filter_of(settings));
      std::uint64_t count = 0;
      while (*matches.advance(1)) {
        ASSERT_GE(matches.count(), count);
        count = matches.count();
      }
      ASSERT_EQ(matches.count(), all.size()) << settings.text;
      for (std::size_t from = 0; from < all.size() + 3; from += 11) {
        std::vector<std::uint64_t> page;
        ASSERT_TRUE(matches.rows(from, 10, [&](const event::Event& event) {
          page.push_back(event.number);
          return true;
        }));
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(std::min(from, all.size()));
        const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(from + 10, all.size()));
        ASSERT_EQ(page, std::vector<std::uint64_t>(begin, end));
      }
    }
  }
}

TEST(Matches, GoOnWhenTheFileGrows) {
  Scene scene(6);
  const ByteString octets = scene.record(300, small_segment);
  MemoryFiles files;
  Matches matches(file_of(files, Bytes(octets).substr(0, 1000)), filter_of({}));
  for (std::size_t have = 1000; have < octets.size(); have += 3777) {
    files.set_content("/recording", Bytes(octets).substr(0, have));
    ASSERT_TRUE(matches.advance(100));
  }
  files.set_content("/recording", octets);
  ASSERT_TRUE(matches.advance(100));
  EXPECT_EQ(matches.count(), 300u);
}

}  // namespace
}  // namespace parley::log
