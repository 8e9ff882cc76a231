#include "board/host/words.h"

#include <string.h>
#include <unistd.h>

#include "board/stack/port.h"

namespace parley::board::host {

namespace {

constexpr size_t digits_max = 20;

}  // namespace

Words& Words::operator<<(const char* text) {
  size_t count = strlen(text);
  if (count > bytes_max - size_) count = bytes_max - size_;
  memcpy(text_ + size_, text, count);
  size_ += count;
  return *this;
}

Words& Words::operator<<(uint64_t number) {
  char digits[digits_max + 1] = {};
  size_t first = digits_max;
  do {
    digits[--first] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  return *this << digits + first;
}

Words& Words::operator<<(int number) {
  if (number < 0) *this << "-";
  int64_t wide = number;
  return *this << static_cast<uint64_t>(wide < 0 ? -wide : wide);
}

Words& Words::hex(uint64_t number) {
  char digits[digits_max + 1] = {};
  size_t first = digits_max;
  do {
    digits[--first] = "0123456789abcdef"[number % 16];
    number /= 16;
  } while (number != 0);
  return *this << "0x" << digits + first;
}

void say(const Words& words) {
  Words line;
  line << "board: " << words.text();
  char text[sizeof line] = {};
  size_t count = line.size();
  memcpy(text, line.text(), count);
  for (size_t i = 0; i < count; ++i) {
    if (static_cast<uint8_t>(text[i]) < ' ' || text[i] == 0x7f) text[i] = '?';
  }
  text[count++] = '\n';
  // Nobody to tell if it fails.
  [[maybe_unused]] ssize_t written = write(STDERR_FILENO, text, count);
}

}  // namespace parley::board::host

namespace parley::board::port {

void log(const char* words) {
  host::say(host::Words() << words);
}

}  // namespace parley::board::port
