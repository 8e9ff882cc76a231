// Any capture becomes rows and events: each can be told in lines that are safe on a terminal, what
// is counted never exceeds what was there, and no octets come twice.
#include <cassert>
#include <cstdint>

#include "wire/capture_source.h"
#include "wire/ladder.h"
#include "wire/ladder_words.h"

using namespace parley;

namespace {

bool is_safe(const std::string& line) {
  for (const char c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  }
  return true;
}

void climb(Bytes file) {
  std::size_t rows = 0, packets = 0;
  wire::Ladder ladder(
      [&](const wire::Flow&, const wire::Summary&, const wire::Row& row) {
        ++rows;
        assert(wire::row_label(row).size() <= wire::label_columns);
        assert(is_safe(wire::row_words(row, wire::excerpt(row.payload, 40))));
        for (const auto& words : wire::finding_words(row))
          assert(is_safe(words) && !words.empty());
      },
      [&](const wire::Flow& flow, const wire::Summary& summary) {
        assert(flow.number != 0 && !wire::end_words(flow, summary).empty());
        assert(!wire::summary_words(flow, summary).empty());
      });
  auto reader = record::CaptureReader::of(file);
  for (auto packet = reader.next(); packet && *packet; packet = reader.next()) {
    ++packets;
    ladder.add(wire::frame_of(**packet, reader), reader.rebuilt(), !(*packet)->id);
  }
  ladder.finish();
  assert(rows <= packets);
}

void tell(Bytes file) {
  wire::CaptureSource source(record::CaptureReader::of(file), wire::CaptureSource::End::final);
  std::uint64_t number = 0;
  std::size_t octets = 0;
  WallTime latest{};
  for (auto event = source.next(); event && *event; event = source.next()) {
    if ((*event)->number == 0) continue;  // damage, told in its place
    assert((*event)->number == ++number && (*event)->time >= latest);
    latest = (*event)->time;
    octets += (*event)->bytes.size();
  }
  assert(octets <= file.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes file(reinterpret_cast<const char*>(data), size);
  climb(file);
  tell(file);
  return 0;
}
