// Frames to conversations: any octets, as whole captures and as frames of one link. What comes of
// them can always be told, and nothing opens without its three steps.
#include <cassert>
#include <cstdint>

#include "wire/words.h"

using namespace parley;

namespace {

void check(const wire::Conversations& seen) {
  for (const auto& conversation : seen.all()) {
    assert(!conversation.opening.empty());
    assert(conversation.opening.size() <= wire::steps_max);
    assert(conversation.closing.size() <= wire::steps_max);
    assert(!conversation.established || conversation.opening.size() >= 3);
    assert(wire::conversation_words(conversation, {}).size() >= 3);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes input(reinterpret_cast<const char*>(data), size);
  if (const auto found = wire::read_capture(input)) check(*found);

  // An octet of length, then so many octets of a frame.
  wire::Conversations seen;
  for (std::size_t at = 0; at < size;) {
    const std::size_t bytes = data[at++];
    seen.add({WallTime{}, "link", input.substr(at, bytes), bytes % 2 == 1});
    at += bytes;
  }
  check(seen);
  return 0;
}
