// How a board ends that cannot go on, because of the sketch or because of us: words for the person
// at the host, the chip's own kind of line on Serial, and a restart, as the chip does it.
//
// Thread rule: the board's one thread. Works without heap.
#pragma once

namespace parley::board::stack {

/// "Panic: WHAT", and if there is one ": DETAIL".
[[noreturn]] void panic(const char* what, const char* detail = nullptr);

}  // namespace parley::board::stack
