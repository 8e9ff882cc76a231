// The chip's heap as a number: what sketch, API and lwIP allocate is counted, and more than there
// would be on the chip is refused (the linker's --wrap, see board/kit.cmake). Blocks are as large
// as they are here, so structures with pointers count double. Where in it a block lies is not
// modelled: what is free is free in one piece.
//
// Thread rule: the board's one thread.
#pragma once

#include <stddef.h>

namespace parley::board::host {

/// About what the chip has left when a sketch's setup() begins.
inline constexpr size_t heap_bytes_default = 50 * 1024;

void heap_begin(size_t bytes);

/// What is allocated, and freed, while one of these lives is the host's own and not counted.
class OwnMemory {
 public:
  OwnMemory();
  ~OwnMemory();
  OwnMemory(const OwnMemory&) = delete;
  OwnMemory& operator=(const OwnMemory&) = delete;
};

}  // namespace parley::board::host
