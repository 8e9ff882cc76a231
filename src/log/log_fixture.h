// For tests: recordings in memory, and what a filter ought to find in them.
#pragma once

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "log/filter.h"
#include "record/memory_files.h"
#include "record/recording_source.h"
#include "record/scene_fixture.h"

namespace parley::log {

inline constexpr std::size_t small_segment = 16 * 1024;

inline record::SegmentedFile file_of(record::MemoryFiles& files, Bytes octets,
                                     std::size_t segment_bytes = small_segment) {
  auto file = record::opened(files, octets, segment_bytes);
  EXPECT_TRUE(file) << (file ? "" : to_string(file.error()));
  return std::move(*file);
}

inline Filter filter_of(FilterSettings settings) {
  auto filter = Filter::make(std::move(settings));
  EXPECT_TRUE(filter) << (filter ? "" : to_string(filter.error()));
  return std::move(*filter);
}

/// Every event of it, one after the other, through the filter: what anything faster must find, too.
inline std::vector<std::uint64_t> found_slowly(const record::SegmentedFile& file,
                                               const Filter& filter) {
  record::RecordingSource source(file);
  std::vector<std::uint64_t> numbers;
  for (;;) {
    const auto event = source.next();
    EXPECT_TRUE(event);
    if (!event || *event == nullptr) return numbers;
    if (filter.matches(**event)) numbers.push_back((*event)->number);
  }
}

/// Filters of every kind that find something in a Scene now and then.
inline std::vector<FilterSettings> some_filters(const record::Scene& scene) {
  using event::Kind;
  std::vector<FilterSettings> made;
  const auto add = [&made](FilterSettings settings) { made.push_back(std::move(settings)); };
  add({});
  add({.text = "ab"});
  add({.text = "FORGED"});
  add({.text = "ttyUSB1"});
  add({.text = "\xff"});
  add({.text = "\"\\"});
  add({.text = "cannot"});
  add({.text = "AB", .ignore_case = true});
  add({.text = "a[b-d]+x?e", .pattern = true});
  add({.text = "^[a-m]{4}", .pattern = true});
  add({.text = "10\\.0\\.", .pattern = true});
  add({.peers = {event::PeerId{2}, event::PeerId{5}}, .text = "q"});
  add({.kinds = {Kind::received}, .text = "zz"});
  add({.kinds = {Kind::received, Kind::sent}});
  add({.kinds = {Kind::closed, Kind::noted}});
  add({.text = "a",
       .since = scene.times[scene.times.size() / 3],
       .until = scene.times[scene.times.size() / 2]});
  return made;
}

}  // namespace parley::log
