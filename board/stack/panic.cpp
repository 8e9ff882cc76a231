#include "board/stack/panic.h"

#include <string.h>

#include "board/stack/port.h"
#include "board/stack/uart.h"

namespace parley::board::stack {

namespace {

constexpr size_t words_bytes_max = 240;

// Appends at most what still fits; there is no heap to be relied on here.
void append(char (&words)[words_bytes_max], const char* more) {
  size_t used = strlen(words);
  size_t count = strlen(more);
  if (count > words_bytes_max - 1 - used) count = words_bytes_max - 1 - used;
  memcpy(words + used, more, count);
  words[used + count] = '\0';
}

}  // namespace

void panic(const char* what, const char* detail) {
  char words[words_bytes_max] = "\r\n\r\nPanic: ";
  append(words, what);
  if (detail != nullptr) {
    append(words, ": ");
    append(words, detail);
  }
  uart0().flush();
  port::log(words + 4);
  append(words, "\r\n\r\n");
  port::serial_write(reinterpret_cast<const uint8_t*>(words), strlen(words));
  port::restart(port::ResetReason::exception);
}

}  // namespace parley::board::stack
