// A String that can be read like a Stream and printed to: what is read is taken from its front,
// what is printed goes to its end. For the parsers of Stream (parseInt, find, readStringUntil) on a
// text that is there already.
//
// Nothing more will come by itself, so reading at the end does not wait (setTimeout(0)).
//
// Thread rule: the board's one thread.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "board/api/Stream.h"
#include "board/api/WString.h"

class StreamString : public String, public Stream {
 public:
  StreamString() { setTimeout(0); }
  StreamString(const char* text) : String(text) { setTimeout(0); }
  StreamString(const String& text) : String(text) { setTimeout(0); }
  using String::operator=;

  /// 0: the heap is full.
  size_t write(uint8_t octet) override { return write(&octet, 1); }
  size_t write(const uint8_t* octets, size_t count) override {
    return concat(octets, count) ? count : 0;
  }
  using Print::write;
  int availableForWrite() override { return 256; }  // it grows; so much at once costs little

  int available() override { return static_cast<int>(length()); }
  int peek() override { return length() == 0 ? -1 : static_cast<uint8_t>(charAt(0)); }
  int read() override {
    const int octet = peek();
    if (octet >= 0) remove(0, 1);
    return octet;
  }
  using Stream::read;
};
