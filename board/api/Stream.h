// What can be read from and printed to: Serial, a WiFiClient. A derived class gives `available`,
// `read` and `peek`, which never wait.
//
// The functions here that wait do so for `setTimeout` milliseconds (1000 unless told) *for each
// octet*: readString returns only after that long a silence. While they wait, everything else of
// the board runs.
//
// Thread rule: the board's one thread. What waits must not be called from a Ticker's callback.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "board/api/Print.h"
#include "board/api/WString.h"

/// What parseInt and parseFloat may skip before the number.
enum LookaheadMode {
  SKIP_ALL,         // everything that is no part of a number
  SKIP_NONE,        // nothing
  SKIP_WHITESPACE,  // space, tab, CR, LF
};

#define NO_IGNORE_CHAR '\x01'

class Stream : public Print {
 public:
  constexpr Stream() = default;

  virtual int available() = 0;
  virtual int read() = 0;  // -1: nothing there
  virtual int peek() = 0;  // -1: nothing there

  /// What is there at once, at most `count` octets. Returns how many.
  virtual int read(uint8_t* into, size_t count);

  void setTimeout(unsigned long milliseconds) { _timeout = milliseconds; }
  unsigned long getTimeout() const { return _timeout; }

  // Each returns what it has when an octet does not come in time.

  virtual size_t readBytes(char* into, size_t count);
  virtual size_t readBytes(uint8_t* into, size_t count) {
    return readBytes(reinterpret_cast<char*>(into), count);
  }

  /// The terminator is taken and not stored. No NUL is added.
  size_t readBytesUntil(char terminator, char* into, size_t count);
  size_t readBytesUntil(char terminator, uint8_t* into, size_t count) {
    return readBytesUntil(terminator, reinterpret_cast<char*>(into), count);
  }
  virtual String readString();

  /// The terminator is taken and not part of the result.
  String readStringUntil(char terminator);
  /// Up to the n-th one.
  String readStringUntil(const char* terminator, uint32_t occurrences = 1);

  // Reads up to and including the target. False: it did not come. An empty target is found at once.

  bool find(const char* target) { return find(target, strlen(target)); }
  bool find(const uint8_t* target) { return find(reinterpret_cast<const char*>(target)); }
  bool find(const char* target, size_t count) { return findUntil(target, count, nullptr, 0); }
  bool find(const uint8_t* target, size_t count) {
    return find(reinterpret_cast<const char*>(target), count);
  }
  bool find(char target) { return find(&target, 1); }

  /// The same, but the terminator ends the search.
  bool findUntil(const char* target, const char* terminator) {
    return findUntil(target, strlen(target), terminator, strlen(terminator));
  }
  bool findUntil(const uint8_t* target, const char* terminator) {
    return findUntil(reinterpret_cast<const char*>(target), terminator);
  }
  bool findUntil(const char* target, size_t target_count, const char* terminator,
                 size_t terminator_count);

  /// The next whole number; 0 when none comes. The character behind it stays unread. `ignore` is
  /// skipped inside the number (thousands separators). Cut to the 32 bits that a long has on the
  /// chip.
  long parseInt(LookaheadMode lookahead = SKIP_ALL, char ignore = NO_IGNORE_CHAR);
  long parseInt(char ignore) { return parseInt(SKIP_ALL, ignore); }

  /// The same with a decimal point.
  float parseFloat(LookaheadMode lookahead = SKIP_ALL, char ignore = NO_IGNORE_CHAR);
  float parseFloat(char ignore) { return parseFloat(SKIP_ALL, ignore); }

  // Copying to somewhere that can be printed to; each returns how many octets were copied, and ends
  // where `to` takes less than it was given. What it did not take is then lost.

  /// What can be read at once, in pieces that `to` takes without waiting where it knows that.
  size_t sendAvailable(Print& to);
  size_t sendAvailable(Print* to) { return sendAvailable(*to); }
  /// Until nothing comes for the timeout; -1: this stream's own.
  size_t sendAll(Print& to, long timeout_ms = -1) { return sendSize(to, -1, timeout_ms); }
  size_t sendAll(Print* to, long timeout_ms = -1) { return sendAll(*to, timeout_ms); }
  /// `count` octets; -1: as sendAll.
  size_t sendSize(Print& to, long count, long timeout_ms = -1);
  size_t sendSize(Print* to, long count, long timeout_ms = -1) {
    return sendSize(*to, count, timeout_ms);
  }

 protected:
  // The names that classes derived in sketches know.
  int timedRead();  // -1: timed out
  int timedPeek();  // -1: timed out

  unsigned long _timeout = 1000;  // ms

 private:
  int peek_next_digit(LookaheadMode lookahead, bool point_wanted);
};
