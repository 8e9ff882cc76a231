// Text that is put together first and written at once: on the stack while it is short, on the heap
// when it is not. Print needs it so that each printf is one write, as on the chip.
//
// When the heap is full, the text is empty and `complete` false.
//
// Thread rule: the board's one thread.
#pragma once

#include <stddef.h>

#include "board/api/text_format.h"

namespace parley::board::api {

class TextBuffer final : public TextSink {
 public:
  TextBuffer() = default;
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;
  ~TextBuffer();

  void put(const char* text, size_t count) override;

  bool complete() const { return complete_; }
  const char* text() const { return heap_ != nullptr ? heap_ : stack_; }
  size_t count() const { return count_; }

 private:
  static constexpr size_t stack_bytes = 64;  // as the chip's printf

  bool grow(size_t size);

  char stack_[stack_bytes];
  char* heap_ = nullptr;
  size_t size_ = stack_bytes;
  size_t count_ = 0;
  bool complete_ = true;
};

}  // namespace parley::board::api
