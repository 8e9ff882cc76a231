// Arduino's String: text that owns its characters, NUL-terminated, of any octets.
//
// Up to 11 characters live in the object itself; longer text is on the heap, whose size is the
// chip's. When the heap is full, nothing throws: what cannot grow stays as it was, and `concat` and
// `reserve` return false (a new String is then empty).
//
// `long` is 64 bits here and 32 on the chip, so each width has its own overload and is printed
// whole; only in a base other than ten a negative `long` that fits 32 bits is shown as those 32, as
// the chip does.
//
// Thread rule: the board's one thread.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "board/api/pgmspace.h"

class String {
 public:
  constexpr String() = default;
  String(const char* text);  // NULL: empty
  String(const char* text, size_t count);
  String(const uint8_t* octets, size_t count);
  String(const __FlashStringHelper* text);
  String(const String& other);
  String(String&& other) noexcept;
  explicit String(char character);

  // In any base from 2 to 36, with lower-case letters.
  explicit String(unsigned char value, unsigned char base = 10);
  explicit String(int value, unsigned char base = 10);
  explicit String(unsigned int value, unsigned char base = 10);
  explicit String(long value, unsigned char base = 10);
  explicit String(unsigned long value, unsigned char base = 10);
  explicit String(long long value, unsigned char base = 10);
  explicit String(unsigned long long value, unsigned char base = 10);
  explicit String(float value, unsigned char decimals = 2);
  explicit String(double value, unsigned char decimals = 2);
  ~String() { release(); }

  String& operator=(const String& other);
  String& operator=(String&& other) noexcept;
  String& operator=(const char* text);
  String& operator=(const __FlashStringHelper* text);
  String& operator=(char character);

  // Appending. False: the heap is full and nothing changed.

  bool concat(const String& other) { return concat(other.c_str(), other.length_); }
  bool concat(const char* text);
  bool concat(const char* text, size_t count);
  bool concat(const uint8_t* octets, size_t count) {
    return concat(reinterpret_cast<const char*>(octets), count);
  }
  bool concat(const __FlashStringHelper* text);
  bool concat(char character) { return concat(&character, 1); }
  bool concat(unsigned char value);
  bool concat(int value);
  bool concat(unsigned int value);
  bool concat(long value);
  bool concat(unsigned long value);
  bool concat(long long value);
  bool concat(unsigned long long value);
  bool concat(float value);
  bool concat(double value);

  template <typename Value>
  String& operator+=(const Value& value) {
    concat(value);
    return *this;
  }

  /// Room for `size` characters in all.
  bool reserve(size_t size);

  // Looking

  unsigned int length() const { return length_; }
  bool isEmpty() const { return length_ == 0; }
  const char* c_str() const { return on_heap() ? storage_.heap : storage_.inside; }
  char* begin() { return text(); }
  char* end() { return text() + length_; }
  const char* begin() const { return c_str(); }
  const char* end() const { return c_str() + length_; }

  /// True always, also for an empty String, as on the chip.
  explicit operator bool() const { return true; }

  /// NUL behind the end.
  char charAt(unsigned int index) const { return index < length_ ? c_str()[index] : '\0'; }
  char operator[](unsigned int index) const { return charAt(index); }
  /// Behind the end: a character that belongs to nobody.
  char& operator[](unsigned int index);
  void setCharAt(unsigned int index, char character);

  /// At most `size` - 1 octets from `index` on, and a NUL.
  void getBytes(unsigned char* into, unsigned int size, unsigned int index = 0) const;
  void toCharArray(char* into, unsigned int size, unsigned int index = 0) const {
    getBytes(reinterpret_cast<unsigned char*>(into), size, index);
  }

  // Comparing, by unsigned octets

  int compareTo(const String& other) const;
  bool equals(const String& other) const;
  bool equals(const char* text) const;
  bool equalsIgnoreCase(const String& other) const;
  /// Takes as long for equal as for different Strings of one length.
  bool equalsConstantTime(const String& other) const;
  bool startsWith(const String& prefix, unsigned int offset = 0) const;
  bool endsWith(const String& suffix) const;
  bool operator==(const String& other) const { return equals(other); }
  bool operator==(const char* text) const { return equals(text); }
  bool operator<(const String& other) const { return compareTo(other) < 0; }
  bool operator>(const String& other) const { return compareTo(other) > 0; }
  bool operator<=(const String& other) const { return compareTo(other) <= 0; }
  bool operator>=(const String& other) const { return compareTo(other) >= 0; }

  // Searching; -1 for nothing found

  int indexOf(char character, unsigned int from = 0) const;
  int indexOf(const char* text, unsigned int from = 0) const;
  int indexOf(const __FlashStringHelper* text, unsigned int from = 0) const;
  int indexOf(const String& text, unsigned int from = 0) const;
  int lastIndexOf(char character) const;
  int lastIndexOf(char character, unsigned int from) const;
  int lastIndexOf(const String& text) const;
  int lastIndexOf(const String& text, unsigned int from) const;

  /// Without `end`, which is cut to the length; the two may come in either order.
  String substring(unsigned int begin) const { return substring(begin, length_); }
  String substring(unsigned int begin, unsigned int end) const;

  // Changing

  void replace(char from, char to);
  /// Every `from` that does not overlap the one before.
  void replace(const String& from, const String& to);
  void remove(unsigned int index);
  void remove(unsigned int index, unsigned int count);
  void toLowerCase();
  void toUpperCase();
  /// White space at both ends.
  void trim();
  void clear();

  // Numbers: what stands at the beginning, after white space; 0 where nothing does

  /// Cut to the 32 bits that a long has on the chip.
  long toInt() const;
  float toFloat() const { return static_cast<float>(toDouble()); }
  double toDouble() const;

 private:
  static constexpr uint32_t inside_max = 11;

  bool on_heap() const { return capacity_ > inside_max; }
  char* text() { return on_heap() ? storage_.heap : storage_.inside; }
  bool assign(const char* from, size_t count);
  void release();

  union Storage {
    constexpr Storage() : inside{} {}
    char inside[inside_max + 1];
    char* heap;
  };
  Storage storage_;
  uint32_t length_ = 0;
  uint32_t capacity_ = inside_max;  // without the NUL; more than inside_max: on the heap
};

/// The left side is taken by value, so that a chain of + fills one String.
template <typename Value>
  requires requires(String& text, const Value& value) { text.concat(value); }
inline String operator+(String left, const Value& right) {
  left.concat(right);
  return left;
}

inline String operator+(char left, const String& right) {
  return String(left) + right;
}

extern const String emptyString;
