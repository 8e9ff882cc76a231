// Words of a board for the person at the host, put together without heap: the heap is the chip's,
// and a board that crashed must still be able to speak. What does not fit is cut off.
//
// Thread rule: any; a signal handler, too.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace parley::board::host {

class Words {
 public:
  Words& operator<<(const char* text);
  Words& operator<<(uint64_t number);
  Words& operator<<(int number);
  /// As 0x12ab.
  Words& hex(uint64_t number);

  const char* text() const { return text_; }
  size_t size() const { return size_; }

 private:
  static constexpr size_t bytes_max = 600;
  char text_[bytes_max + 1] = {};
  size_t size_ = 0;
};

/// One line on standard error, "board: ...". Control characters become '?': a sketch may have put
/// them there, and standard error may be a terminal.
void say(const Words& words);

}  // namespace parley::board::host
