// Feeds formats to printf: whatever a format says, nothing is written outside, the count is the
// same however large the room is, and what fits is the beginning of the whole.
//
// Every argument is a pointer to a text (and some doubles), so that %s is always right and the
// numbers are whatever a pointer is as a number. That holds for the PC's calling convention, which
// is all that a fuzz target needs.
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <string>
#include <vector>

#include "board/api/text_format.h"

namespace {

// The longest format that cannot use more arguments than there are.
constexpr size_t format_bytes_max = 60;

int print(char* into, size_t size, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int count = parley::board::api::vsnprintf_text(into, size, format, arguments);
  va_end(arguments);
  return count;
}

int print_with_arguments(char* into, size_t size, const char* format, const char* text,
                         double number) {
#define TEN text, text, text, text, text, text, text, text, text, text
  return print(into, size, format, number, -number, number / 3, number * 1e300, 0.5, 9.995, 1e-310,
               number, TEN, TEN, TEN, TEN, TEN, TEN, TEN, TEN, TEN, TEN);
#undef TEN
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  double number = 0;
  if (size < sizeof(number) || size > sizeof(number) + format_bytes_max) return 0;
  memcpy(&number, data, sizeof(number));
  const std::string format(reinterpret_cast<const char*>(data) + sizeof(number),
                           size - sizeof(number));
  const char text[] = "parley";
  const int count = print_with_arguments(nullptr, 0, format.c_str(), text, number);
  assert(count >= 0);
  std::vector<char> whole(static_cast<size_t>(count) + 1);
  assert(print_with_arguments(whole.data(), whole.size(), format.c_str(), text, number) == count);
  assert(whole.back() == '\0');
  std::vector<char> half(static_cast<size_t>(count) / 2 + 1);
  assert(print_with_arguments(half.data(), half.size(), format.c_str(), text, number) == count);
  assert(memcmp(half.data(), whole.data(), half.size() - 1) == 0 && half.back() == '\0');
  return 0;
}
