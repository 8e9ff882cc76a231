// Framing: however a stream is cut into chunks, its pieces are the stream and its messages the
// same.
//
// Input: an octet that chooses the framing and the limit, an octet from which the cuts follow, the
// stream.
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <string>
#include <vector>

#include "text/framing.h"

using namespace parley;

namespace {

struct Outcome {
  std::string stream;
  std::vector<std::string> messages;
  std::string unfinished;
  std::string trouble;
};

Outcome cut(text::Framing framing, std::size_t message_bytes_max, std::string_view stream,
            unsigned seed) {
  text::Framer framer(framing, message_bytes_max);
  Outcome outcome;
  while (!stream.empty()) {
    // seed 0: one chunk. Others: sizes that vary, from a small linear congruence.
    seed = seed * 1'103'515'245u + (seed == 0 ? 0u : 12'345u);
    const std::size_t count = seed == 0 ? stream.size() : 1 + (seed >> 16) % 7;
    // A copy of its own, so that a view that lives too long is found.
    const std::string chunk(stream.substr(0, count));
    stream.remove_prefix(chunk.size());
    framer.feed(chunk, [&](const text::Piece& piece) {
      assert(!piece.bytes.empty());
      outcome.stream += piece.bytes;
      if (!piece.message_complete) return;
      outcome.messages.emplace_back(piece.message);
      if (framer.trouble().empty() && framing != text::Framing::none) {
        assert(piece.message.size() <= message_bytes_max);
      }
    });
    assert(framer.unfinished().size() <= message_bytes_max);
  }
  outcome.unfinished = framer.unfinished();
  outcome.trouble = framer.trouble();
  return outcome;
}

std::string joined(const std::vector<std::string>& messages) {
  std::string all;
  for (const auto& message : messages)
    all += message;
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const auto framing = static_cast<text::Framing>(data[0] % 3);
  const std::size_t message_bytes_max = 1u + data[0] / 3;
  const std::string_view stream(reinterpret_cast<const char*>(data) + 2, size - 2);

  const Outcome whole = cut(framing, message_bytes_max, stream, 0);
  const Outcome parts = cut(framing, message_bytes_max, stream, data[1] + 1u);
  assert(whole.stream == stream && parts.stream == stream);
  assert(whole.trouble == parts.trouble && whole.unfinished == parts.unfinished);
  if (framing == text::Framing::none || !whole.trouble.empty()) {
    // Without framing a chunk is a message; nothing may be missing from them for that.
    assert(joined(whole.messages) == joined(parts.messages));
  } else {
    assert(whole.messages == parts.messages);
  }
  return 0;
}
