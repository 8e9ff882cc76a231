#include "record/crc32.h"

#include <libdeflate.h>

namespace parley::record {

std::uint32_t crc32(Bytes octets, std::uint32_t before) {
  if (octets.empty()) return before;  // with a null pointer libdeflate begins anew
  return libdeflate_crc32(before, octets.data(), octets.size());
}

}  // namespace parley::record
