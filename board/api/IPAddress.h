// An IPv4 address. It knows no lwIP, so that sketches see none; its 32 bits are in network byte
// order, which is also what the conversions from and to numbers mean.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <type_traits>

#include "board/api/Print.h"
#include "board/api/Printable.h"
#include "board/api/WString.h"

class IPAddress : public Printable {
 public:
  constexpr IPAddress() = default;
  constexpr IPAddress(uint8_t first, uint8_t second, uint8_t third, uint8_t fourth)
      : octets_{first, second, third, fourth} {}
  // Three widths, because a literal 0 would otherwise also be a null pointer.
  IPAddress(uint32_t network_order) { *this = network_order; }
  IPAddress(int network_order) { *this = static_cast<uint32_t>(network_order); }
  IPAddress(unsigned long network_order) { *this = static_cast<uint32_t>(network_order); }
  IPAddress(const uint8_t* octets) { *this = octets; }

  IPAddress& operator=(uint32_t network_order) {
    memcpy(octets_, &network_order, sizeof(octets_));
    return *this;
  }
  IPAddress& operator=(const uint8_t* octets) {
    memcpy(octets_, octets, sizeof(octets_));
    return *this;
  }

  /// "10.0.2.15", four decimal numbers from 0 to 255 and nothing else. False: it is not that, and
  /// the address is unchanged.
  bool fromString(const char* text);
  bool fromString(const String& text) { return fromString(text.c_str()); }
  static bool isValid(const char* text) { return IPAddress().fromString(text); }
  static bool isValid(const String& text) { return isValid(text.c_str()); }

  String toString() const;
  size_t printTo(Print& to) const override;

  /// Neither 0.0.0.0 nor 255.255.255.255.
  bool isSet() const { return v4() != 0 && v4() != UINT32_MAX; }
  bool isAny() const { return v4() == 0; }
  bool isV4() const { return true; }
  bool isV6() const { return false; }

  uint32_t v4() const {
    uint32_t network_order = 0;
    memcpy(&network_order, octets_, sizeof(network_order));
    return network_order;
  }
  operator uint32_t() const { return v4(); }

  uint8_t operator[](int index) const { return octets_[index]; }
  uint8_t& operator[](int index) { return octets_[index]; }

  bool operator==(const IPAddress& other) const { return v4() == other.v4(); }
  // For every type of number exactly, or `address == 0` could mean several things.
  template <typename Number>
    requires std::is_integral_v<Number>
  bool operator==(Number network_order) const {
    return v4() == static_cast<uint32_t>(network_order);
  }

 private:
  uint8_t octets_[4] = {};
};

// lwIP's headers make macros of these names; whoever has included them before has those.
#ifndef INADDR_ANY
inline constinit const IPAddress INADDR_ANY(0, 0, 0, 0);
#endif
#ifndef INADDR_NONE
inline constinit const IPAddress INADDR_NONE(255, 255, 255, 255);
#endif
#ifndef IPADDR_ANY
#define IPADDR_ANY (static_cast<uint32_t>(0))
#endif
#ifndef IPADDR_NONE
#define IPADDR_NONE (static_cast<uint32_t>(0xffffffff))
#endif
