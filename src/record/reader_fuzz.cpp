// Whatever happens to a recording's octets, what is shown of it is what was written, in its order,
// and what is missing was told; and any octets at all are read to their end, inside their bounds.
//
// The input is a seed, and then what is done to the recording that comes of it: eight octets for
// each change. An input that begins with 0 is the file's own octets, in segments of 512.
#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <cstring>

#include "record/scene_fixture.h"

using namespace parley;
using namespace parley::record;

namespace {

constexpr std::size_t segment_bytes = 4096;
constexpr std::size_t events = 12;

/// A file whose octets are already here: the twin's copies would cost most of the time.
class Octets final : public File {
 public:
  explicit Octets(Bytes octets) : octets_(octets) {}
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) const override {
    if (offset >= octets_.size()) return std::size_t{0};
    const std::size_t bytes = std::min(into.size(), octets_.size() - offset);
    std::memcpy(into.data(), octets_.data() + offset, bytes);
    return bytes;
  }
  Result<> write_at(std::uint64_t, Bytes) override { return {}; }
  Result<> sync() override { return {}; }
  Result<std::uint64_t> size() const override { return octets_.size(); }
  Result<> truncate(std::uint64_t) override { return {}; }
  Result<bool> try_lock() override { return false; }

 private:
  Bytes octets_;
};

/// Scenes are costly and few: the changes are what there are many of.
struct Written {
  explicit Written(std::uint64_t seed) : scene(seed) {
    scene.payload_bytes_max = 60;
    octets = scene.record(events, segment_bytes, seed % 3 == 0 ? 10 : 0);
  }
  Scene scene;
  ByteString octets;
};

const Written& written(std::uint8_t seed) {
  static std::array<std::unique_ptr<Written>, 256> all;
  if (!all[seed]) all[seed] = std::make_unique<Written>(seed);
  return *all[seed];
}

void change(ByteString& octets, const Bytes original, const std::uint8_t* how) {
  const std::size_t at = (how[1] | std::size_t{how[2]} << 8) % octets.size();
  const std::size_t from = (how[3] | std::size_t{how[4]} << 8) % original.size();
  const std::size_t bytes =
      std::min({std::size_t{how[5]} << how[6] % 4, octets.size() - at, original.size() - from});
  switch (how[0] % 6) {
    case 0: octets[at] = static_cast<char>(how[7]); break;
    case 1: octets[at] = static_cast<char>(octets[at] ^ 1 << how[7] % 8); break;
    case 2: octets.replace(at, bytes, original, from, bytes); break;
    case 3: octets.erase(at, std::min(bytes, octets.size() - 1)); break;
    case 4: octets.insert(at, original.substr(from, bytes)); break;
    default: std::fill_n(octets.begin() + static_cast<std::ptrdiff_t>(at), bytes, '\0'); break;
  }
}

/// What a peer said may be a whole recording. Where damage moved it to the very front of the file,
/// it is the recording, and no reader can know better.
bool has_another_front(Bytes octets, Bytes original) {
  const std::size_t front = *recording_front(original) + format::segment_header_bytes;
  return octets.substr(0, front) != original.substr(0, front);
}

/// What the rebuilt packets do not say of an end is unknown where its beginning is damaged.
bool is_same(const event::Event& event, const std::string& line) {
  std::string read = line_of(event);
  if (read == line) return true;
  if (event.kind != event::Kind::received && event.kind != event::Kind::sent) return false;
  const auto content = [](const std::string& all) { return all.substr(all.find("\"bytes\":")); };
  const auto front = [](const std::string& all) { return all.substr(0, all.find("\"address\"")); };
  return content(read) == content(line) &&
         front(read).substr(0, front(line).size()) == front(line).substr(0, front(read).size());
}

void read_changed(const Written& from, Bytes octets) {
  auto file = SegmentedFile::open(std::make_shared<Octets>(octets), "fuzz", segment_bytes);
  if (!file) return;
  RecordingSource source(std::move(*file));
  std::uint64_t last = 0;
  bool told = false;
  for (;;) {
    const auto next = source.next();
    assert(next);
    const event::Event* event = *next;
    if (event == nullptr) break;
    if (event->number == 0) {
      told = true;
      continue;
    }
    assert(event->number > last && event->number <= from.scene.lines.size());
    const std::string& line = from.scene.lines[event->number - 1];
    const auto& gaps = from.scene.gaps;
    const auto gap = std::find_if(gaps.begin(), gaps.end(),
                                  [&](const auto& one) { return one.second == event->number; });
    if (gap != gaps.end()) {
      assert(event->kind == event::Kind::dropped);
      assert(gap->first == last + 1 || told);
    } else {
      assert(is_same(*event, line));
      assert(event->time == from.scene.times[event->number - 1]);
      assert(event->number == last + 1 || told);
    }
    last = event->number;
    told = false;
  }
}

void read_any(Bytes octets) {
  auto file = SegmentedFile::open(std::make_shared<Octets>(octets), "fuzz", 512);
  if (!file) return;
  RecordingSource source(std::move(*file));
  std::uint64_t last = 0;
  for (;;) {
    const auto next = source.next();
    assert(next);
    if (*next == nullptr) return;
    if ((*next)->number == 0) continue;
    assert((*next)->number > last);
    last = (*next)->number;
    line_of(**next);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t change_bytes = 8;
  if (size == 0) return 0;
  if (data[0] == 0) {
    read_any({reinterpret_cast<const char*>(data) + 1, size - 1});
    return 0;
  }
  const Written& from = written(data[0]);
  ByteString octets = from.octets;
  for (std::size_t at = 1; at + change_bytes <= size && at < 16 * change_bytes; at += change_bytes)
    change(octets, from.octets, data + at);
  if (!has_another_front(octets, from.octets)) read_changed(from, octets);
  return 0;
}
