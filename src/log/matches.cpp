#include "log/matches.h"

#include <algorithm>

#include "log/filtered_source.h"

namespace parley::log {

Matches::Matches(record::SegmentedFile file, Filter filter)
    : filter_(std::move(filter)), counter_(file), source_(std::move(file)) {}

Result<bool> Matches::advance(std::uint64_t segments) {
  const auto all = counter_.file().segments();
  if (!all) return tl::unexpected(all.error());
  const std::uint64_t end = std::min(*all, segments_done_ + segments);
  counter_.stop_before(end);
  counts_.resize(std::max<std::size_t>(counts_.size(), static_cast<std::size_t>(end)));
  FilteredSource matching(counter_, filter_);
  for (;;) {
    const auto event = matching.next();
    if (!event) return tl::unexpected(event.error());
    if (*event == nullptr) break;
    if ((*event)->number == 0) continue;
    ++counts_[static_cast<std::size_t>(counter_.segment())];
    ++count_;
  }
  segments_done_ = std::max(segments_done_, end);
  return segments_done_ < *all;
}

Result<> Matches::rows(std::uint64_t from, std::size_t count, const EachRow& each) {
  std::uint64_t before = 0;
  std::size_t segment = 0;
  while (segment < counts_.size() && before + counts_[segment] <= from)
    before += counts_[segment++];
  if (segment == counts_.size()) return {};
  source_.seek_segment(segment);
  FilteredSource matching(source_, filter_);
  std::uint64_t at = before;
  while (at < std::min(count_, from + count)) {
    const auto event = matching.next();
    if (!event) return tl::unexpected(event.error());
    if (*event == nullptr) break;
    if ((*event)->number == 0) continue;
    if (at++ >= from && !each(**event)) break;
  }
  return {};
}

}  // namespace parley::log
