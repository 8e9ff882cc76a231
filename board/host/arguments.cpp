#include "board/host/arguments.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "board/host/words.h"
#include "board/link/message.h"
#include "board/stack/port.h"

namespace parley::board::host {

namespace {

constexpr int status_wrong_usage = 2;

constinit Arguments read = {};

[[noreturn]] void wrong(const char* option, const char* problem) {
  say(Words() << option << ": " << problem);
  say(Words() << "usage: PROGRAM [--router PATH] [--name NAME] [--mac M] [--seed N] [--heap BYTES] "
                 "[--flash FILE] [--setting NAME=VALUE]...");
  _exit(status_wrong_usage);
}

uint64_t number(const char* option, const char* text) {
  char* end = nullptr;
  errno = 0;
  uint64_t value = strtoull(text, &end, 10);
  if (errno != 0 || end == text || *end != '\0' || *text == '-') {
    wrong(option, "a number is expected");
  }
  return value;
}

// Six octets in hex with colons between them.
void read_mac(const char* option, const char* text) {
  for (int i = 0; i < 6; ++i) {
    char* end = nullptr;
    unsigned long octet = strtoul(text, &end, 16);
    bool last = i == 5;
    if (end != text + 2 || *end != (last ? '\0' : ':')) wrong(option, "not like 5c:cf:7f:01:02:03");
    read.mac[i] = static_cast<uint8_t>(octet);
    text = end + 1;
  }
  // IEEE 802: a device's own address is not a group's.
  if ((read.mac[0] & 1) != 0) wrong(option, "the address of a group, not of one device");
}

void read_setting(const char* option, const char* text) {
  if (strchr(text, '=') == nullptr) wrong(option, "NAME=VALUE is expected");
  if (read.setting_count == settings_max) wrong(option, "too many settings");
  read.settings[read.setting_count++] = text;
}

void read_option(const char* option, const char* value) {
  if (strcmp(option, "--router") == 0) {
    read.router = value;
  } else if (strcmp(option, "--name") == 0) {
    if (*value == '\0' || strlen(value) > link::name_bytes_max) wrong(option, "too long, or empty");
    read.name = value;
  } else if (strcmp(option, "--mac") == 0) {
    read_mac(option, value);
  } else if (strcmp(option, "--seed") == 0) {
    read.seeded = true;
    read.seed = number(option, value);
  } else if (strcmp(option, "--heap") == 0) {
    read.heap_bytes = static_cast<size_t>(number(option, value));
  } else if (strcmp(option, "--flash") == 0) {
    read.flash = value;
  } else if (strcmp(option, "--setting") == 0) {
    read_setting(option, value);
  } else if (strcmp(option, "--state") == 0) {
    read.state = static_cast<int>(number(option, value));
  } else {
    wrong(option, "not an option of a board");
  }
}

}  // namespace

void read_arguments(int argc, char** argv) {
  if (argc > argument_count_max) wrong(argv[0], "too many arguments");
  read.argc = argc;
  read.argv = argv;
  for (int i = 1; i < argc; i += 2) {
    if (i + 1 == argc) wrong(argv[i], "a value is expected after it");
    read_option(argv[i], argv[i + 1]);
  }
}

const Arguments& arguments() {
  return read;
}

}  // namespace parley::board::host

namespace parley::board::port {

const char* setting(const char* name) {
  const host::Arguments& given = host::arguments();
  size_t count = strlen(name);
  // The last one counts, as with any option.
  for (int i = given.setting_count - 1; i >= 0; --i) {
    const char* text = given.settings[i];
    if (strncmp(text, name, count) == 0 && text[count] == '=') return text + count + 1;
  }
  return nullptr;
}

void mac_address(Interface which, uint8_t into[6]) {
  constexpr uint8_t locally_administered = 2;
  memcpy(into, host::arguments().mac, sizeof host::arguments().mac);
  if (which == Interface::access_point) into[0] |= locally_administered;
}

}  // namespace parley::board::port
