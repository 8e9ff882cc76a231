// For the unit tests of board/api: a board that has begun, and a Print that keeps what it is given.
#pragma once

#include <cstdint>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "board/api/Stream.h"
#include "board/stack/port.h"
#include "board/stack/port_twin.h"
#include "board/stack/pump.h"

namespace parley::board::api {

class ApiTest : public testing::Test {
 protected:
  ApiTest() { stack::begin(); }

  static std::uint64_t ms() { return port::micros() / 1000; }
};

/// Keeps every write by itself.
class Written : public Print {
 public:
  using Print::write;
  std::size_t write(std::uint8_t octet) override { return write(&octet, 1); }
  std::size_t write(const std::uint8_t* octets, std::size_t count) override {
    writes.emplace_back(reinterpret_cast<const char*>(octets), count);
    return count;
  }

  /// All of it, and forgets it.
  std::string take() {
    std::string all;
    for (const std::string& one : writes)
      all += one;
    writes.clear();
    return all;
  }

  std::vector<std::string> writes;
};

/// Gives out what the test put in, perhaps only at some time.
class Given : public Stream {
 public:
  using Print::write;
  int available() override { return static_cast<int>(octets.size()); }
  int peek() override { return octets.empty() ? -1 : static_cast<unsigned char>(octets.front()); }
  int read() override {
    const int octet = peek();
    if (octet >= 0) octets.erase(0, 1);
    return octet;
  }
  std::size_t write(std::uint8_t) override { return 0; }
  using Stream::read;

  /// These arrive so many milliseconds from now.
  void arrive(std::uint64_t in_ms, const std::string& more) {
    port::twin::at(port::micros() + in_ms * 1000, [this, more] { octets += more; });
  }

  std::string octets;
};

inline std::string text_of(const String& text) {
  return {text.c_str(), text.length()};
}

}  // namespace parley::board::api
