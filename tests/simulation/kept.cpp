#include "tests/simulation/kept.h"

#include <algorithm>
#include <cstdio>

#include "event/jsonl.h"
#include "record/recording_source.h"

namespace parley::simulation {

using event::Kind;

bool Kept::accounts_for(std::uint64_t number) const {
  return lines.contains(number) ||
         std::any_of(gaps.begin(), gaps.end(), [number](const KeptGap& gap) {
           return gap.first <= number && number <= gap.last;
         });
}

Kept read_back(const record::MemoryFiles& files, const std::string& path, Complaints& complaints) {
  Kept kept;
  auto file = files.open(path);
  if (!file) return kept;
  auto recording = record::SegmentedFile::open(std::move(*file), path, segment_bytes);
  if (!recording) return kept;
  kept.readable = true;
  record::RecordingSource source(std::move(*recording));
  for (;;) {
    const auto next = source.next();
    complaints.expect(next.has_value(), "the recording cannot be read");
    if (!next || *next == nullptr) return kept;
    const event::Event& event = **next;
    if (event.number == 0) continue;  // damage, told
    complaints.expect(event.number > kept.last, "the recording has event {} behind event {}",
                      event.number, kept.last);
    kept.last = event.number;
    KeptGap gap;
    const bool is_gap = event.kind == Kind::dropped && event.error != nullptr &&
                        std::sscanf(event.error->attempted.c_str(), "record the events %lu to %lu",
                                    &gap.first, &gap.last) == 2;
    if (is_gap) {
      gap.bytes = event.count;
      kept.gaps.push_back(gap);
    } else {
      event::append_jsonl(event, kept.lines[event.number]);
    }
  }
}

void check_kept(const Kept& kept, const std::vector<Witness::Line>& lines,
                const EventRange& required, std::uint64_t payload_exact_to,
                Complaints& complaints) {
  complaints.expect(kept.last <= lines.size(), "the recording has event {}, and only {} were told",
                    kept.last, lines.size());
  if (complaints.any()) return;
  for (const auto& [number, line] : kept.lines) {
    const Witness::Line& told = lines[number - 1];
    const bool exact = told.payload_bytes == 0 || number <= payload_exact_to;
    complaints.expect(!exact || line == told.text, "event {} is recorded as\n{}and was told as\n{}",
                      number, line, told.text);
  }
  for (const KeptGap& gap : kept.gaps) {
    std::uint64_t bytes = 0;
    for (std::uint64_t number = gap.first; number <= gap.last; ++number) {
      bytes += lines[number - 1].payload_bytes;
      complaints.expect(!kept.lines.contains(number), "event {} is recorded, and in a gap", number);
    }
    complaints.expect(bytes == gap.bytes, "the gap from {} to {} tells {} octets, and had {}",
                      gap.first, gap.last, gap.bytes, bytes);
  }
  for (std::uint64_t number = required.first; number <= required.last && !complaints.any();
       ++number) {
    complaints.expect(kept.accounts_for(number),
                      "event {} is not in the recording, of {} to {} that must be", number,
                      required.first, required.last);
  }
}

}  // namespace parley::simulation
