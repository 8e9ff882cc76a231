// Any file is read to its end or to an error, inside its bounds; what is read can be written and is
// then read the same.
#include <cassert>
#include <cstdint>

#include "record/pcapng.h"

using namespace parley;
using namespace parley::record;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pcapng::Reader reader({reinterpret_cast<const char*>(data), size});
  for (;;) {
    const auto packet = reader.next();
    if (!packet || !*packet) break;
    assert((*packet)->interface < reader.interfaces().size());
    ByteString copy;
    pcapng::append_section(copy, reader.application());
    pcapng::Interface interface = reader.interfaces()[(*packet)->interface];
    pcapng::append_interface(copy, interface);
    pcapng::Packet written = **packet;
    written.interface = 0;
    pcapng::append_packet(copy, written);
    pcapng::Reader again(copy);
    const auto read = again.next();
    if (copy.size() > pcapng::block_bytes_max) continue;
    assert(read && *read);
    assert((*read)->data == written.data && (*read)->time == written.time);
    assert((*read)->comment == written.comment && (*read)->direction == written.direction);
  }
  assert(reader.position() <= size);
  return 0;
}
