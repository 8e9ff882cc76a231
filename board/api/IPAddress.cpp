#include "board/api/IPAddress.h"

#include "board/api/text_format.h"

namespace {

constexpr size_t address_text_max = 16;  // "255.255.255.255" and a NUL

void address_text(char (&into)[address_text_max], const IPAddress& address) {
  parley::board::api::snprintf_text(into, sizeof(into), "%d.%d.%d.%d", address[0], address[1],
                                    address[2], address[3]);
}

}  // namespace

bool IPAddress::fromString(const char* text) {
  if (text == nullptr) return false;
  uint8_t octets[4] = {};
  for (int i = 0; i < 4; ++i) {
    if (i > 0 && *text++ != '.') return false;
    unsigned value = 0;
    int digits = 0;
    for (; *text >= '0' && *text <= '9'; ++text, ++digits) {
      value = value * 10 + static_cast<unsigned>(*text - '0');
      if (value > UINT8_MAX) return false;
    }
    if (digits == 0) return false;
    octets[i] = static_cast<uint8_t>(value);
  }
  if (*text != '\0') return false;
  *this = octets;
  return true;
}

String IPAddress::toString() const {
  char text[address_text_max];
  address_text(text, *this);
  return String(text);
}

size_t IPAddress::printTo(Print& to) const {
  char text[address_text_max];
  address_text(text, *this);
  return to.print(text);
}
