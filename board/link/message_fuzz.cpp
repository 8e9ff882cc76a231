// Any packet is one message or refused; a message that was decoded is encoded to the same octets.
#include <algorithm>
#include <cassert>
#include <cstdint>

#include "board/link/message.h"

using namespace parley::board;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto message = link::decode({data, size});
  if (!message) return 0;
  link::Packet packet;
  assert(link::encode(*message, packet) == size);
  assert(std::equal(data, data + size, packet.begin()));
  return 0;
}
