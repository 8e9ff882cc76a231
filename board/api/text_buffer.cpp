#include "board/api/text_buffer.h"

#include <stdlib.h>
#include <string.h>

namespace parley::board::api {

TextBuffer::~TextBuffer() {
  free(heap_);
}

void TextBuffer::put(const char* text, size_t count) {
  if (!complete_ || !grow(count_ + count)) return;
  memcpy((heap_ != nullptr ? heap_ : stack_) + count_, text, count);
  count_ += count;
}

bool TextBuffer::grow(size_t size) {
  if (size <= size_) return true;
  const size_t doubled = size > size_ * 2 ? size : size_ * 2;
  char* bigger = static_cast<char*>(realloc(heap_, doubled));
  if (bigger == nullptr) {
    complete_ = false;
    count_ = 0;
    return false;
  }
  if (heap_ == nullptr) memcpy(bigger, stack_, count_);
  heap_ = bigger;
  size_ = doubled;
  return true;
}

}  // namespace parley::board::api
