// The "hosts" setting: lines of NAME=ADDRESS[:PORT], a hosts(5) file for one board. It is read anew
// for each look-up: it is short, and nothing need be kept on the chip's heap for it.
#include <lwip/ip4_addr.h>
#include <string.h>

#include "board/stack/port.h"
#include "board/stack/pump.h"

namespace parley::board::stack {

namespace {

constexpr size_t address_bytes_max = 15;  // 255.255.255.255

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(const char* name, const char* line, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (lower(name[i]) != lower(line[i])) return false;  // the end of `name` differs from all
  }
  return name[count] == '\0';
}

bool read_port(const char* text, size_t count, uint16_t* port) {
  uint32_t number = 0;
  for (size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    number = number * 10 + static_cast<uint32_t>(text[i] - '0');
    if (number > 65535) return false;
  }
  if (number == 0) return false;
  *port = static_cast<uint16_t>(number);
  return true;
}

// ADDRESS[:PORT] of `count` octets. Nothing is changed when it is not one.
bool read_target(const char* text, size_t count, uint32_t* address, uint16_t* port) {
  const auto* colon = static_cast<const char*>(memchr(text, ':', count));
  size_t address_bytes = colon == nullptr ? count : static_cast<size_t>(colon - text);
  if (address_bytes > address_bytes_max) return false;
  char quad[address_bytes_max + 1] = {};
  memcpy(quad, text, address_bytes);
  // inet_aton(3), like lwIP's, takes "1.2.3" for 1.2.0.3; nobody means that.
  int dots = 0;
  for (char c : quad)
    dots += c == '.' ? 1 : 0;
  ip4_addr_t parsed;
  if (dots != 3 || ip4addr_aton(quad, &parsed) == 0) return false;
  if (colon != nullptr && !read_port(colon + 1, count - address_bytes - 1, port)) return false;
  *address = parsed.addr;
  return true;
}

}  // namespace

bool host_override(const char* name, uint32_t* address, uint16_t* port) {
  const char* line = port::setting("hosts");
  while (line != nullptr && *line != '\0') {
    const char* end = strchr(line, '\n');
    size_t count = end == nullptr ? strlen(line) : static_cast<size_t>(end - line);
    // The last sign of equality: a name may hold one, an address does not.
    size_t equals = count;
    while (equals > 0 && line[equals - 1] != '=')
      --equals;
    if (equals > 0 && same_name(name, line, equals - 1)) {
      return read_target(line + equals, count - equals, address, port);
    }
    line = end == nullptr ? nullptr : end + 1;
  }
  return false;
}

}  // namespace parley::board::stack
