// Any file, coming in pieces of any size, is read to its end or to an error, and gives the same
// packets as it does in one piece.
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <vector>

#include "record/capture.h"

using namespace parley;
using namespace parley::record;

namespace {

struct Seen {
  WallTime time;
  ByteString data;
  std::uint16_t link_type;
  bool operator==(const Seen&) const = default;
};

std::vector<Seen> read(CaptureReader reader, std::size_t asks) {
  std::vector<Seen> found;
  for (; asks != 0; --asks) {
    const auto packet = reader.next();
    if (!packet) break;
    if (*packet) {
      found.push_back({(*packet)->time, ByteString((*packet)->data), reader.interface().link_type});
      ++asks;
    }
  }
  return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes file(reinterpret_cast<const char*>(data), size);
  const std::size_t piece = 1 + size % 7;
  std::size_t taken = 0;
  CaptureReader pieces([&](std::span<char> into) -> Result<std::size_t> {
    const std::size_t count = std::min({into.size(), piece, size - taken});
    std::memcpy(into.data(), data + taken, count);
    taken += count;
    return count;
  });
  assert(read(CaptureReader::of(file), 1) == read(std::move(pieces), 1));
  what_it_looks_like(file);
  return 0;
}
