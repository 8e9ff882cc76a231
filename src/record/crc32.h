// The CRC-32 of Ethernet, zlib and pcapng's epb_hash (reflected polynomial 0xEDB88320).
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace parley::record {

/// `before` is the CRC of what stands in front of `octets`.
std::uint32_t crc32(Bytes octets, std::uint32_t before = 0);

}  // namespace parley::record
