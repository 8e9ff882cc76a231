// The CRC-32 of Ethernet, zlib and pcapng's epb_hash (reflected polynomial 0xEDB88320).
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace parley::record {

std::uint32_t crc32(Bytes octets);

}  // namespace parley::record
