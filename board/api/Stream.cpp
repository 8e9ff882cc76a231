#include "board/api/Stream.h"

#include "board/stack/port.h"
#include "board/stack/pump.h"

namespace port = parley::board::port;
namespace stack = parley::board::stack;

namespace {

constexpr uint64_t us_per_ms = 1000;
constexpr size_t copied_at_once = 64;

// Longer timeouts than the chip's 32 bits can say would overflow the 64 bits of microseconds.
uint64_t end_of(unsigned long timeout_ms) {
  const uint64_t bounded = timeout_ms < UINT32_MAX ? timeout_ms : UINT32_MAX;
  return port::micros() + bounded * us_per_ms;
}

struct Awaited {
  Stream& stream;
  int octet;
};

bool was_read(void* context) {
  auto* awaited = static_cast<Awaited*>(context);
  awaited->octet = awaited->stream.read();
  return awaited->octet >= 0;
}

bool was_peeked(void* context) {
  auto* awaited = static_cast<Awaited*>(context);
  awaited->octet = awaited->stream.peek();
  return awaited->octet >= 0;
}

bool has_more(void* context) {
  return static_cast<Stream*>(context)->available() > 0;
}

// Finds a text in octets that come one by one.
class Matcher {
 public:
  Matcher(const char* text, size_t count) : text_(text), count_(count) {}

  bool found() const { return matched_ == count_; }

  void feed(char next) {
    if (found()) matched_ = 0;
    // What matched so far may end in a shorter beginning of the text ("aab" in "aaab").
    while (matched_ > 0 && text_[matched_] != next)
      matched_ = shorter();
    if (text_[matched_] == next) ++matched_;
  }

 private:
  // The longest beginning of the text, shorter than what matched, that what matched ends in.
  size_t shorter() const {
    size_t count = matched_ - 1;
    while (memcmp(text_, text_ + matched_ - count, count) != 0)
      --count;
    return count;
  }

  const char* text_;
  size_t count_;
  size_t matched_ = 0;
};

bool is_digit(int octet) {
  return octet >= '0' && octet <= '9';
}

bool is_white(int octet) {
  return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
}

}  // namespace

int Stream::timedRead() {
  const int there = read();
  if (there >= 0 || _timeout == 0) return there;
  Awaited awaited = {*this, -1};
  stack::pump_until(end_of(_timeout), was_read, &awaited);
  return awaited.octet;
}

int Stream::timedPeek() {
  const int there = peek();
  if (there >= 0 || _timeout == 0) return there;
  Awaited awaited = {*this, -1};
  stack::pump_until(end_of(_timeout), was_peeked, &awaited);
  return awaited.octet;
}

int Stream::read(uint8_t* into, size_t count) {
  size_t done = 0;
  while (done < count && available() > 0) {
    const int octet = read();
    if (octet < 0) break;
    into[done++] = static_cast<uint8_t>(octet);
  }
  return static_cast<int>(done);
}

size_t Stream::readBytes(char* into, size_t count) {
  size_t done = 0;
  while (done < count) {
    const int octet = timedRead();
    if (octet < 0) break;
    into[done++] = static_cast<char>(octet);
  }
  return done;
}

size_t Stream::readBytesUntil(char terminator, char* into, size_t count) {
  size_t done = 0;
  while (done < count) {
    const int octet = timedRead();
    if (octet < 0 || octet == static_cast<uint8_t>(terminator)) break;
    into[done++] = static_cast<char>(octet);
  }
  return done;
}

String Stream::readString() {
  String result;
  for (int octet = timedRead(); octet >= 0; octet = timedRead())
    result += static_cast<char>(octet);
  return result;
}

String Stream::readStringUntil(char terminator) {
  String result;
  for (int octet = timedRead(); octet >= 0; octet = timedRead()) {
    if (octet == static_cast<uint8_t>(terminator)) break;
    result += static_cast<char>(octet);
  }
  return result;
}

String Stream::readStringUntil(const char* terminator, uint32_t occurrences) {
  const size_t count = strlen(terminator);
  Matcher matcher(terminator, count);
  String result;
  if (count == 0) return result;
  for (int octet = timedRead(); octet >= 0; octet = timedRead()) {
    result += static_cast<char>(octet);
    matcher.feed(static_cast<char>(octet));
    if (!matcher.found() || --occurrences > 0) continue;
    result.remove(result.length() - static_cast<unsigned int>(count));
    break;
  }
  return result;
}

bool Stream::findUntil(const char* target, size_t target_count, const char* terminator,
                       size_t terminator_count) {
  if (target_count == 0) return true;
  Matcher sought(target, target_count);
  Matcher end(terminator, terminator_count);
  for (int octet = timedRead(); octet >= 0; octet = timedRead()) {
    sought.feed(static_cast<char>(octet));
    if (sought.found()) return true;
    if (terminator_count == 0) continue;
    end.feed(static_cast<char>(octet));
    if (end.found()) return false;
  }
  return false;
}

// Skips what may stand before a number; its first character, or -1 when none comes.
int Stream::peek_next_digit(LookaheadMode lookahead, bool point_wanted) {
  for (;;) {
    const int octet = timedPeek();
    if (octet < 0 || octet == '-' || is_digit(octet) || (point_wanted && octet == '.'))
      return octet;
    if (lookahead == SKIP_NONE || (lookahead == SKIP_WHITESPACE && !is_white(octet))) return -1;
    read();
  }
}

long Stream::parseInt(LookaheadMode lookahead, char ignore) {
  int octet = peek_next_digit(lookahead, false);
  if (octet < 0) return 0;
  const bool negative = octet == '-';
  uint32_t value = 0;
  do {
    if (is_digit(octet)) value = value * 10 + static_cast<uint32_t>(octet - '0');
    read();
    octet = timedPeek();
  } while (is_digit(octet) || octet == static_cast<uint8_t>(ignore));
  return static_cast<int32_t>(negative ? 0 - value : value);
}

float Stream::parseFloat(LookaheadMode lookahead, char ignore) {
  int octet = peek_next_digit(lookahead, true);
  if (octet < 0) return 0;
  const bool negative = octet == '-';
  bool behind_point = false;
  double value = 0;
  double unit = 1;
  do {
    if (octet == '.') behind_point = true;
    if (is_digit(octet)) {
      value = value * 10 + (octet - '0');
      if (behind_point) unit *= 10;
    }
    read();
    octet = timedPeek();
  } while (is_digit(octet) || (octet == '.' && !behind_point) ||
           octet == static_cast<uint8_t>(ignore));
  return static_cast<float>(negative ? -value / unit : value / unit);
}

size_t Stream::sendAvailable(Print& to) {
  size_t sent = 0;
  uint8_t block[copied_at_once];
  for (int there = available(); there > 0; there = available()) {
    size_t count =
        static_cast<size_t>(there) < sizeof(block) ? static_cast<size_t>(there) : sizeof(block);
    const int room = to.availableForWrite();
    if (room > 0 && static_cast<size_t>(room) < count) count = static_cast<size_t>(room);
    const int got = read(block, count);
    if (got <= 0) break;
    const size_t written = to.write(block, static_cast<size_t>(got));
    sent += written;
    if (written < static_cast<size_t>(got)) break;
  }
  return sent;
}

size_t Stream::sendSize(Print& to, long count, long timeout_ms) {
  const unsigned long timeout = timeout_ms < 0 ? _timeout : static_cast<unsigned long>(timeout_ms);
  const size_t wanted = count < 0 ? SIZE_MAX : static_cast<size_t>(count);
  size_t sent = 0;
  while (sent < wanted) {
    if (available() <= 0 && !stack::pump_until(end_of(timeout), has_more, this)) break;
    uint8_t block[copied_at_once];
    const size_t rest = wanted - sent;
    const int got = read(block, rest < sizeof(block) ? rest : sizeof(block));
    if (got <= 0) break;
    const size_t written = to.write(block, static_cast<size_t>(got));
    sent += written;
    if (written < static_cast<size_t>(got)) break;
  }
  return sent;
}
