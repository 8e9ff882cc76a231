#include "board/api/stdlib_noniso.h"

#include <stdint.h>
#include <string.h>

#include "board/api/double_text.h"
#include "board/api/number_text.h"

namespace api = parley::board::api;

namespace {

unsigned base_of(int base) {
  return base < 0 ? 0 : static_cast<unsigned>(base);
}

char* unsigned_into(uint64_t value, char* into, int base) {
  char room[api::whole_text_max];
  char* end = room + sizeof(room);
  char* begin = api::whole_text(value, base_of(base), false, end);
  const size_t count = static_cast<size_t>(end - begin);
  memcpy(into, begin, count);
  into[count] = '\0';
  return into;
}

char* signed_into(int64_t value, char* into, int base) {
  char room[api::whole_text_max];
  char* end = room + sizeof(room);
  char* begin = api::signed_text(value, base_of(base), false, end);
  const size_t count = static_cast<size_t>(end - begin);
  memcpy(into, begin, count);
  into[count] = '\0';
  return into;
}

class PlainSink final : public api::TextSink {
 public:
  explicit PlainSink(char* into) : into_(into) {}
  void put(const char* text, size_t count) override {
    memcpy(into_, text, count);
    into_ += count;
  }
  void end() { *into_ = '\0'; }

 private:
  char* into_;
};

}  // namespace

char* itoa(int value, char* into, int base) {
  return signed_into(value, into, base);
}

char* ltoa(long value, char* into, int base) {
  return signed_into(value, into, base);
}

char* lltoa(long long value, char* into, int base) {
  if (value < 0 && base != 10) return unsigned_into(static_cast<uint64_t>(value), into, base);
  return signed_into(value, into, base);
}

char* utoa(unsigned int value, char* into, int base) {
  return unsigned_into(value, into, base);
}

char* ultoa(unsigned long value, char* into, int base) {
  return unsigned_into(value, into, base);
}

char* ulltoa(unsigned long long value, char* into, int base) {
  return unsigned_into(value, into, base);
}

char* dtostrf(double value, signed char width, unsigned char decimals, char* into) {
  api::DoubleStyle style;
  style.halves = api::Halves::away_from_zero;
  style.precision = decimals;
  style.left = width < 0;
  style.width = width < 0 ? -width : width;
  PlainSink sink(into);
  api::double_text(sink, value, style);
  sink.end();
  return into;
}
