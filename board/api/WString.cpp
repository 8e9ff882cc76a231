#include "board/api/WString.h"

#include <ctype.h>
#include <stdlib.h>

constinit const String emptyString;

namespace {

// The chip's heap is asked for multiples of this, so that appending does not ask for each
// character.
constexpr size_t heap_step = 16;

constexpr size_t length_max = UINT32_MAX - 2 * heap_step;

int character_of(char character) {
  return static_cast<unsigned char>(character);
}

}  // namespace

String::String(const char* text) {
  if (text != nullptr) assign(text, strlen(text));
}

String::String(const char* text, size_t count) {
  if (text != nullptr) assign(text, count);
}

String::String(const uint8_t* octets, size_t count)
    : String(reinterpret_cast<const char*>(octets), count) {}

String::String(const __FlashStringHelper* text) : String(reinterpret_cast<const char*>(text)) {}

String::String(const String& other) {
  assign(other.c_str(), other.length_);
}

String::String(String&& other) noexcept {
  *this = static_cast<String&&>(other);
}

String::String(char character) {
  assign(&character, 1);
}

String& String::operator=(const String& other) {
  if (this != &other && !assign(other.c_str(), other.length_)) clear();
  return *this;
}

String& String::operator=(String&& other) noexcept {
  if (this == &other) return *this;
  release();
  storage_ = other.storage_;
  length_ = other.length_;
  capacity_ = other.capacity_;
  other.capacity_ = inside_max;
  other.clear();
  return *this;
}

String& String::operator=(const char* text) {
  if (text == nullptr || !assign(text, strlen(text))) clear();
  return *this;
}

String& String::operator=(const __FlashStringHelper* text) {
  return *this = reinterpret_cast<const char*>(text);
}

String& String::operator=(char character) {
  assign(&character, 1);
  return *this;
}

void String::release() {
  if (on_heap()) free(storage_.heap);
  capacity_ = inside_max;
}

bool String::reserve(size_t size) {
  if (size <= capacity_) return true;
  if (size > length_max) return false;
  const size_t bytes = (size / heap_step + 1) * heap_step;  // with the NUL
  char* bigger = static_cast<char*>(realloc(on_heap() ? storage_.heap : nullptr, bytes));
  if (bigger == nullptr) return false;
  if (!on_heap()) memcpy(bigger, storage_.inside, length_ + 1);
  storage_.heap = bigger;
  capacity_ = static_cast<uint32_t>(bytes - 1);
  return true;
}

// `from` may be a part of this String: then it is short enough to need no room.
bool String::assign(const char* from, size_t count) {
  if (!reserve(count)) return false;
  memmove(text(), from, count);
  length_ = static_cast<uint32_t>(count);
  text()[length_] = '\0';
  return true;
}

// Appending

bool String::concat(const char* more, size_t count) {
  if (count == 0) return true;
  if (more == nullptr) return false;
  // A part of this String moves with it.
  const bool own = more >= c_str() && more <= c_str() + length_;
  const size_t offset = own ? static_cast<size_t>(more - c_str()) : 0;
  if (!reserve(length_ + count)) return false;
  memmove(text() + length_, own ? c_str() + offset : more, count);
  length_ += static_cast<uint32_t>(count);
  text()[length_] = '\0';
  return true;
}

bool String::concat(const char* more) {
  return more != nullptr && concat(more, strlen(more));
}

bool String::concat(const __FlashStringHelper* more) {
  return concat(reinterpret_cast<const char*>(more));
}

// Looking

char& String::operator[](unsigned int index) {
  static char nobody;
  if (index < length_) return text()[index];
  nobody = '\0';
  return nobody;
}

void String::setCharAt(unsigned int index, char character) {
  if (index < length_) text()[index] = character;
}

void String::getBytes(unsigned char* into, unsigned int size, unsigned int index) const {
  if (into == nullptr || size == 0) return;
  const unsigned int there = index < length_ ? length_ - index : 0;
  const unsigned int count = there < size - 1 ? there : size - 1;
  memcpy(into, c_str() + (index < length_ ? index : 0), count);
  into[count] = '\0';
}

// Comparing

int String::compareTo(const String& other) const {
  const uint32_t shorter = length_ < other.length_ ? length_ : other.length_;
  const int order = memcmp(c_str(), other.c_str(), shorter);
  if (order != 0 || length_ == other.length_) return order;
  return length_ < other.length_ ? -1 : 1;
}

bool String::equals(const String& other) const {
  return length_ == other.length_ && memcmp(c_str(), other.c_str(), length_) == 0;
}

bool String::equals(const char* other) const {
  if (other == nullptr) return length_ == 0;
  return strlen(other) == length_ && memcmp(c_str(), other, length_) == 0;
}

bool String::equalsIgnoreCase(const String& other) const {
  if (length_ != other.length_) return false;
  for (uint32_t i = 0; i < length_; ++i) {
    const int mine = tolower(character_of(c_str()[i]));
    if (mine != tolower(character_of(other.c_str()[i]))) return false;
  }
  return true;
}

bool String::equalsConstantTime(const String& other) const {
  if (length_ != other.length_) return false;
  unsigned different = 0;
  for (uint32_t i = 0; i < length_; ++i)
    different |= static_cast<unsigned>(character_of(c_str()[i]) ^ character_of(other.c_str()[i]));
  return different == 0;
}

bool String::startsWith(const String& prefix, unsigned int offset) const {
  if (offset > length_ || prefix.length_ > length_ - offset) return false;
  return memcmp(c_str() + offset, prefix.c_str(), prefix.length_) == 0;
}

bool String::endsWith(const String& suffix) const {
  return suffix.length_ <= length_ && startsWith(suffix, length_ - suffix.length_);
}

// Searching

int String::indexOf(char character, unsigned int from) const {
  if (from >= length_) return -1;
  const void* found = memchr(c_str() + from, character, length_ - from);
  return found == nullptr ? -1 : static_cast<int>(static_cast<const char*>(found) - c_str());
}

int String::indexOf(const String& sought, unsigned int from) const {
  for (unsigned int at = from; at < length_ && sought.length_ <= length_ - at; ++at) {
    if (startsWith(sought, at)) return static_cast<int>(at);
  }
  return -1;
}

int String::indexOf(const char* sought, unsigned int from) const {
  return indexOf(String(sought), from);
}

int String::indexOf(const __FlashStringHelper* sought, unsigned int from) const {
  return indexOf(String(sought), from);
}

int String::lastIndexOf(char character) const {
  return length_ == 0 ? -1 : lastIndexOf(character, length_ - 1);
}

int String::lastIndexOf(char character, unsigned int from) const {
  if (from >= length_) return -1;
  for (unsigned int at = from + 1; at-- > 0;) {
    if (c_str()[at] == character) return static_cast<int>(at);
  }
  return -1;
}

int String::lastIndexOf(const String& sought) const {
  return sought.length_ > length_ ? -1 : lastIndexOf(sought, length_ - sought.length_);
}

int String::lastIndexOf(const String& sought, unsigned int from) const {
  if (sought.length_ == 0 || sought.length_ > length_) return -1;
  const unsigned int last = length_ - sought.length_;
  for (unsigned int at = (from < last ? from : last) + 1; at-- > 0;) {
    if (startsWith(sought, at)) return static_cast<int>(at);
  }
  return -1;
}

String String::substring(unsigned int begin, unsigned int end) const {
  if (begin > end) {
    const unsigned int swapped = begin;
    begin = end;
    end = swapped;
  }
  if (begin >= length_) return String();
  if (end > length_) end = length_;
  return String(c_str() + begin, end - begin);
}

// Changing

void String::replace(char from, char to) {
  for (char& character : *this) {
    if (character == from) character = to;
  }
}

void String::replace(const String& from, const String& to) {
  if (from.length_ == 0) return;
  String result;
  unsigned int done = 0;
  for (int at = indexOf(from); at >= 0; at = indexOf(from, done)) {
    const unsigned int found = static_cast<unsigned int>(at);
    if (!result.concat(c_str() + done, found - done) || !result.concat(to)) return;
    done = found + from.length_;
  }
  if (done == 0 || !result.concat(c_str() + done, length_ - done)) return;
  *this = static_cast<String&&>(result);
}

void String::remove(unsigned int index) {
  remove(index, UINT32_MAX);
}

void String::remove(unsigned int index, unsigned int count) {
  if (index >= length_) return;
  if (count > length_ - index) count = length_ - index;
  const uint32_t rest = length_ - index - count;
  memmove(text() + index, c_str() + index + count, rest);
  length_ -= count;
  text()[length_] = '\0';
}

void String::toLowerCase() {
  for (char& character : *this)
    character = static_cast<char>(tolower(character_of(character)));
}

void String::toUpperCase() {
  for (char& character : *this)
    character = static_cast<char>(toupper(character_of(character)));
}

void String::trim() {
  uint32_t begin = 0;
  while (begin < length_ && isspace(character_of(c_str()[begin])))
    ++begin;
  uint32_t end = length_;
  while (end > begin && isspace(character_of(c_str()[end - 1])))
    --end;
  assign(c_str() + begin, end - begin);
}

void String::clear() {
  length_ = 0;
  text()[0] = '\0';
}
