// printf of the board: one small implementation for the PC and for the chip's CPU, because the
// chip's C library has another one than the PC's, and because of `long`.
//
// Conversions: d i u o x X c s p f F e E g G %; flags - + space # 0; width and precision, also as
// *; lengths hh h l ll j z t L. `n` takes its argument and stores nothing. What is none of these is
// printed as it stands.
//
// `l` means 32 bits everywhere, as on the chip. So `%ld` prints an int and a long alike, as
// sketches that were written for the chip expect; 64 bits are `%lld` and `PRId64` (text_format.h
// makes that the same on the PC, whose own PRId64 is `ld`).
//
// Floating point is exact: all digits of the double, rounded half to even, as the C libraries do.
//
// Limits: a width or precision above `text_width_max` is taken as that many.
#pragma once

#include <inttypes.h>
#include <stdarg.h>
#include <stddef.h>

#undef PRId64
#undef PRIi64
#undef PRIo64
#undef PRIu64
#undef PRIx64
#undef PRIX64
#define PRId64 "lld"
#define PRIi64 "lli"
#define PRIo64 "llo"
#define PRIu64 "llu"
#define PRIx64 "llx"
#define PRIX64 "llX"

namespace parley::board::api {

inline constexpr int text_width_max = 4096;

/// Takes text piece by piece.
class TextSink {
 public:
  virtual void put(const char* text, size_t count) = 0;

 protected:
  ~TextSink() = default;
};

/// Formats into `sink`; returns the number of characters.
size_t format_text(TextSink& sink, const char* format, va_list arguments);

/// As the C functions of these names without `_text`.
int vsnprintf_text(char* into, size_t size, const char* format, va_list arguments);
int snprintf_text(char* into, size_t size, const char* format, ...)
    __attribute__((format(printf, 3, 4)));
int vsprintf_text(char* into, const char* format, va_list arguments);
int sprintf_text(char* into, const char* format, ...) __attribute__((format(printf, 2, 3)));

}  // namespace parley::board::api
