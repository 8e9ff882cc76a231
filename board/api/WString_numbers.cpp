// String's conversions from and to numbers.
#include <stdlib.h>

#include "board/api/WString.h"
#include "board/api/double_text.h"
#include "board/api/number_text.h"

namespace api = parley::board::api;

namespace {

constexpr unsigned char ten = 10;
constexpr unsigned char decimals_default = 2;

class StringSink final : public api::TextSink {
 public:
  explicit StringSink(String& into) : into_(into) {}
  void put(const char* text, size_t count) override { complete_ &= into_.concat(text, count); }
  bool complete() const { return complete_; }

 private:
  String& into_;
  bool complete_ = true;
};

bool add_unsigned(String& to, uint64_t value, unsigned base) {
  char room[api::whole_text_max];
  char* end = room + sizeof(room);
  char* begin = api::whole_text(value, base, false, end);
  return to.concat(begin, static_cast<size_t>(end - begin));
}

bool add_signed(String& to, int64_t value, unsigned base) {
  char room[api::whole_text_max];
  char* end = room + sizeof(room);
  char* begin = api::signed_text(value, base, false, end);
  return to.concat(begin, static_cast<size_t>(end - begin));
}

bool add_double(String& to, double value, unsigned char decimals) {
  String text;
  StringSink sink(text);
  api::DoubleStyle style;
  style.halves = api::Halves::away_from_zero;
  style.precision = decimals;
  // The chip's core asks dtostrf for two columns more than decimals: String(5.0, 0) is " 5" there
  // too.
  style.width = decimals + 2;
  api::double_text(sink, value, style);
  return sink.complete() && to.concat(text);
}

}  // namespace

String::String(unsigned char value, unsigned char base) {
  add_unsigned(*this, value, base);
}
String::String(int value, unsigned char base) {
  add_signed(*this, value, base);
}
String::String(unsigned int value, unsigned char base) {
  add_unsigned(*this, value, base);
}
String::String(long value, unsigned char base) {
  add_signed(*this, value, base);
}
String::String(unsigned long value, unsigned char base) {
  add_unsigned(*this, value, base);
}

String::String(long long value, unsigned char base) {
  if (value < 0 && base != ten) {
    add_unsigned(*this, static_cast<uint64_t>(value), base);
  } else {
    add_signed(*this, value, base);
  }
}

String::String(unsigned long long value, unsigned char base) {
  add_unsigned(*this, value, base);
}
String::String(float value, unsigned char decimals) {
  add_double(*this, value, decimals);
}
String::String(double value, unsigned char decimals) {
  add_double(*this, value, decimals);
}

bool String::concat(unsigned char value) {
  return add_unsigned(*this, value, ten);
}
bool String::concat(int value) {
  return add_signed(*this, value, ten);
}
bool String::concat(unsigned int value) {
  return add_unsigned(*this, value, ten);
}
bool String::concat(long value) {
  return add_signed(*this, value, ten);
}
bool String::concat(unsigned long value) {
  return add_unsigned(*this, value, ten);
}
bool String::concat(long long value) {
  return add_signed(*this, value, ten);
}
bool String::concat(unsigned long long value) {
  return add_unsigned(*this, value, ten);
}
bool String::concat(float value) {
  return add_double(*this, value, decimals_default);
}
bool String::concat(double value) {
  return add_double(*this, value, decimals_default);
}

long String::toInt() const {
  const long long value = strtoll(c_str(), nullptr, ten);
  if (value > INT32_MAX) return INT32_MAX;
  if (value < INT32_MIN) return INT32_MIN;
  return static_cast<long>(value);
}

double String::toDouble() const {
  return strtod(c_str(), nullptr);
}
