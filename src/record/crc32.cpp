#include "record/crc32.h"

#include <libdeflate.h>

namespace parley::record {

std::uint32_t crc32(Bytes octets) {
  return libdeflate_crc32(0, octets.data(), octets.size());
}

}  // namespace parley::record
