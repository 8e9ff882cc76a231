#include "board/api/Print.h"

#include "board/api/double_text.h"
#include "board/api/number_text.h"
#include "board/api/text_buffer.h"
#include "board/api/text_format.h"

namespace api = parley::board::api;

namespace {

unsigned base_of(int base) {
  return base < 0 ? 0 : static_cast<unsigned>(base);
}

size_t print_unsigned(Print& to, uint64_t value, int base) {
  char room[api::whole_text_max];
  char* end = room + sizeof(room);
  char* begin = api::whole_text(value, base_of(base), true, end);
  return to.write(begin, static_cast<size_t>(end - begin));
}

size_t print_signed(Print& to, int64_t value, int base) {
  char room[api::whole_text_max];
  char* end = room + sizeof(room);
  char* begin = api::signed_text(value, base_of(base), true, end);
  return to.write(begin, static_cast<size_t>(end - begin));
}

}  // namespace

size_t Print::write(const uint8_t* octets, size_t count) {
  size_t taken = 0;
  while (taken < count && write(octets[taken]) != 0)
    ++taken;
  return taken;
}

size_t Print::vprintf(const char* format, va_list arguments) {
  api::TextBuffer buffer;
  api::format_text(buffer, format, arguments);
  return write(buffer.text(), buffer.count());
}

size_t Print::printf(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const size_t count = vprintf(format, arguments);
  va_end(arguments);
  return count;
}

size_t Print::printf_P(PGM_P format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const size_t count = vprintf(format, arguments);
  va_end(arguments);
  return count;
}

size_t Print::print(unsigned char value, int base) {
  return print_unsigned(*this, value, base);
}
size_t Print::print(int value, int base) {
  return print_signed(*this, value, base);
}
size_t Print::print(unsigned int value, int base) {
  return print_unsigned(*this, value, base);
}
size_t Print::print(long value, int base) {
  return print_signed(*this, value, base);
}
size_t Print::print(unsigned long value, int base) {
  return print_unsigned(*this, value, base);
}

size_t Print::print(long long value, int base) {
  // The chip shows 64 bits of a negative long long in any base but ten, whatever fits.
  if (value < 0 && base != DEC) return print_unsigned(*this, static_cast<uint64_t>(value), base);
  return print_signed(*this, value, base);
}

size_t Print::print(unsigned long long value, int base) {
  return print_unsigned(*this, value, base);
}

size_t Print::print(double value, int decimals) {
  api::TextBuffer buffer;
  api::DoubleStyle style;
  style.halves = api::Halves::away_from_zero;
  style.precision = decimals < 0 ? 0 : decimals;
  api::double_text(buffer, value, style);
  return write(buffer.text(), buffer.count());
}
