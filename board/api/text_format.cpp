#include "board/api/text_format.h"

#include <stdint.h>
#include <string.h>

#include "board/api/double_text.h"
#include "board/api/number_text.h"

namespace parley::board::api {

static_assert(sizeof(uintmax_t) == sizeof(unsigned long long));

namespace {

enum class Length : uint8_t { none, hh, h, l, ll, j, z, t, big_l };

// What stands between % and the conversion.
struct Spec {
  bool left = false;
  bool plus = false;
  bool space = false;
  bool alternative = false;
  bool zeros = false;
  bool pointer = false;  // 0x stands before 0, too
  int width = 0;
  int precision = -1;  // not given
  Length length = Length::none;
};

int bounded(int value) {
  return value > text_width_max ? text_width_max : value;
}

class Formatter {
 public:
  Formatter(TextSink& sink, va_list arguments) : sink_(sink) { va_copy(arguments_, arguments); }
  ~Formatter() { va_end(arguments_); }
  Formatter(const Formatter&) = delete;
  Formatter& operator=(const Formatter&) = delete;

  size_t run(const char* format);

 private:
  const char* conversion(const char* at);
  bool convert(char conversion, Spec spec);
  void flags(const char** at, Spec* spec);
  int number(const char** at);
  void length(const char** at, Spec* spec);

  uint64_t unsigned_argument(Length length);
  int64_t signed_argument(Length length);
  void whole(const Spec& spec, char sign, const char* prefix, uint64_t value, unsigned base,
             bool capital);
  void text(const Spec& spec, const char* words, size_t count);
  void string(const Spec& spec);
  void floating(const Spec& spec, char conversion);

  void put(const char* words, size_t count) {
    if (count > 0) sink_.put(words, count);
    count_ += count;
  }
  void pad(char with, int count) {
    for (int i = 0; i < count; ++i)
      put(&with, 1);
  }

  TextSink& sink_;
  va_list arguments_;
  size_t count_ = 0;
};

size_t Formatter::run(const char* format) {
  while (*format != '\0') {
    const char* percent = strchr(format, '%');
    if (percent == nullptr) percent = format + strlen(format);
    put(format, static_cast<size_t>(percent - format));
    format = *percent == '\0' ? percent : conversion(percent);
  }
  return count_;
}

// `at` is a %; returns what comes behind the conversion.
const char* Formatter::conversion(const char* at) {
  const char* begin = at++;
  Spec spec;
  flags(&at, &spec);
  spec.width = number(&at);
  if (spec.width < 0) {  // from a *
    spec.left = true;
    spec.width = -spec.width;
  }
  if (*at == '.') {
    ++at;
    spec.precision = number(&at);
  }
  length(&at, &spec);
  if (*at != '\0' && convert(*at, spec)) return at + 1;
  put(begin, static_cast<size_t>(at - begin));
  return at;
}

void Formatter::flags(const char** at, Spec* spec) {
  for (;; ++*at) {
    switch (**at) {
      case '-': spec->left = true; break;
      case '+': spec->plus = true; break;
      case ' ': spec->space = true; break;
      case '#': spec->alternative = true; break;
      case '0': spec->zeros = true; break;
      default: return;
    }
  }
}

int Formatter::number(const char** at) {
  if (**at == '*') {
    ++*at;
    const int value = va_arg(arguments_, int);
    return value < -text_width_max ? -text_width_max : bounded(value);
  }
  int value = 0;
  for (; **at >= '0' && **at <= '9'; ++*at)
    value = bounded(value * 10 + (**at - '0'));
  return value;
}

void Formatter::length(const char** at, Spec* spec) {
  switch (**at) {
    case 'h': spec->length = (*at)[1] == 'h' ? Length::hh : Length::h; break;
    case 'l': spec->length = (*at)[1] == 'l' ? Length::ll : Length::l; break;
    case 'j': spec->length = Length::j; break;
    case 'z': spec->length = Length::z; break;
    case 't': spec->length = Length::t; break;
    case 'L': spec->length = Length::big_l; break;
    default: return;
  }
  *at += spec->length == Length::hh || spec->length == Length::ll ? 2 : 1;
}

// False: there is no such conversion.
bool Formatter::convert(char conversion, Spec spec) {
  switch (conversion) {
    case 'd':
    case 'i': {
      const int64_t value = signed_argument(spec.length);
      const uint64_t bits = static_cast<uint64_t>(value);
      const char positive = spec.plus ? '+' : (spec.space ? ' ' : '\0');
      whole(spec, value < 0 ? '-' : positive, "", value < 0 ? 0 - bits : bits, 10, false);
      return true;
    }
    case 'u': whole(spec, '\0', "", unsigned_argument(spec.length), 10, false); return true;
    case 'o': whole(spec, '\0', "0", unsigned_argument(spec.length), 8, false); return true;
    case 'x': whole(spec, '\0', "0x", unsigned_argument(spec.length), 16, false); return true;
    case 'X': whole(spec, '\0', "0X", unsigned_argument(spec.length), 16, true); return true;
    case 'p':
      spec.alternative = true;
      spec.pointer = true;
      whole(spec, '\0', "0x", reinterpret_cast<uintptr_t>(va_arg(arguments_, void*)), 16, false);
      return true;
    case 'c': {
      const char character = static_cast<char>(va_arg(arguments_, int));
      text(spec, &character, 1);
      return true;
    }
    case 's': string(spec); return true;
    case 'f':
    case 'F':
    case 'e':
    case 'E':
    case 'g':
    case 'G': floating(spec, conversion); return true;
    case 'n': va_arg(arguments_, void*); return true;
    case '%': put("%", 1); return true;
    default: return false;
  }
}

uint64_t Formatter::unsigned_argument(Length length) {
  switch (length) {
    case Length::hh: return static_cast<unsigned char>(va_arg(arguments_, unsigned));
    case Length::h: return static_cast<unsigned short>(va_arg(arguments_, unsigned));
    case Length::l: return static_cast<uint32_t>(va_arg(arguments_, unsigned long));
    case Length::big_l:
    case Length::ll:
    case Length::j: return va_arg(arguments_, unsigned long long);
    case Length::z: return va_arg(arguments_, size_t);
    case Length::t: return static_cast<uint64_t>(va_arg(arguments_, ptrdiff_t));
    case Length::none: break;
  }
  return va_arg(arguments_, unsigned);
}

int64_t Formatter::signed_argument(Length length) {
  switch (length) {
    case Length::hh: return static_cast<signed char>(va_arg(arguments_, int));
    case Length::h: return static_cast<short>(va_arg(arguments_, int));
    case Length::l: return static_cast<int32_t>(va_arg(arguments_, long));
    case Length::none: return va_arg(arguments_, int);
    default: return static_cast<int64_t>(unsigned_argument(length));
  }
}

// `prefix` is what # asks for: 0 as a first digit, or 0x before a number that is not 0.
void Formatter::whole(const Spec& spec, char sign, const char* prefix, uint64_t value,
                      unsigned base, bool capital) {
  char room[whole_text_max];
  char* end = room + sizeof(room);
  char* begin = whole_text(value, base, capital, end);
  if (spec.precision == 0 && value == 0) begin = end;
  const int digits = static_cast<int>(end - begin);
  int zeros = spec.precision > digits ? spec.precision - digits : 0;
  if (!spec.alternative) prefix = "";
  if (base == 8 && *prefix != '\0') {
    if (zeros == 0 && (digits == 0 || *begin != '0')) zeros = 1;
    prefix = "";
  }
  if (value == 0 && base == 16 && !spec.pointer) prefix = "";
  const int before = static_cast<int>(strlen(prefix)) + (sign != '\0' ? 1 : 0);
  const int padding = spec.width - before - zeros - digits;
  const bool zeros_pad = spec.zeros && !spec.left && spec.precision < 0;
  if (!spec.left && !zeros_pad) pad(' ', padding);
  if (sign != '\0') put(&sign, 1);
  put(prefix, strlen(prefix));
  if (zeros_pad) pad('0', padding);
  pad('0', zeros);
  put(begin, static_cast<size_t>(digits));
  if (spec.left) pad(' ', padding);
}

void Formatter::text(const Spec& spec, const char* words, size_t count) {
  const int padding =
      count < static_cast<size_t>(spec.width) ? spec.width - static_cast<int>(count) : 0;
  if (!spec.left) pad(' ', padding);
  put(words, count);
  if (spec.left) pad(' ', padding);
}

void Formatter::string(const Spec& spec) {
  const char* words = va_arg(arguments_, const char*);
  if (words == nullptr) words = "(null)";
  const bool cut = spec.precision >= 0;
  text(spec, words, cut ? strnlen(words, static_cast<size_t>(spec.precision)) : strlen(words));
}

void Formatter::floating(const Spec& spec, char conversion) {
  const double value = spec.length == Length::big_l
                           ? static_cast<double>(va_arg(arguments_, long double))
                           : va_arg(arguments_, double);
  DoubleStyle style;
  style.capital = conversion < 'a';
  const char lower = style.capital ? static_cast<char>(conversion + ('a' - 'A')) : conversion;
  if (lower == 'e') style.kind = DoubleStyle::Kind::scientific;
  if (lower == 'g') style.kind = DoubleStyle::Kind::shorter;
  style.alternative = spec.alternative;
  style.left = spec.left;
  style.zeros = spec.zeros;
  if (spec.plus || spec.space) style.plus = spec.plus ? '+' : ' ';
  style.width = spec.width;
  if (spec.precision >= 0) style.precision = spec.precision;
  count_ += double_text(sink_, value, style);
}

// Keeps what fits, and room for the NUL.
class FixedSink final : public TextSink {
 public:
  FixedSink(char* into, size_t size) : into_(into), room_(size > 0 ? size - 1 : 0) {}

  void put(const char* text, size_t count) override {
    if (count > room_) count = room_;
    if (count == 0) return;
    memcpy(into_, text, count);
    into_ += count;
    room_ -= count;
  }

  char* end() const { return into_; }

 private:
  char* into_;
  size_t room_;
};

}  // namespace

size_t format_text(TextSink& sink, const char* format, va_list arguments) {
  return Formatter(sink, arguments).run(format);
}

int vsnprintf_text(char* into, size_t size, const char* format, va_list arguments) {
  FixedSink sink(into, size);
  const size_t count = format_text(sink, format, arguments);
  if (size > 0) *sink.end() = '\0';
  return static_cast<int>(count);
}

int snprintf_text(char* into, size_t size, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int count = vsnprintf_text(into, size, format, arguments);
  va_end(arguments);
  return count;
}

int vsprintf_text(char* into, const char* format, va_list arguments) {
  return vsnprintf_text(into, SIZE_MAX / 2, format, arguments);
}

int sprintf_text(char* into, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int count = vsprintf_text(into, format, arguments);
  va_end(arguments);
  return count;
}

}  // namespace parley::board::api
