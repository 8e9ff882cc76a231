// A sketch without the Arduino API that does what a line on its serial port tells it to: what
// tests/test_board_process.py looks at, and what bench/board_process.py measures.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "board/stack/port.h"
#include "board/stack/pump.h"
#include "board/stack/uart.h"

void setup();
void loop();

namespace {

using namespace parley::board;

constexpr size_t line_bytes_max = 200;
char line[line_bytes_max + 1];
size_t line_count = 0;
bool busy = false;

void print(const char* text) {
  stack::uart0().write(reinterpret_cast<const uint8_t*>(text), strlen(text));
}

void print_number(const char* what, uint64_t number) {
  char text[64];
  snprintf(text, sizeof text, "%s %llu\n", what, static_cast<unsigned long long>(number));
  print(text);
}

// Volatile, so that the compiler neither sees through nor warns.
int* volatile nowhere = nullptr;
volatile int zero = 0;

int recurse(int depth) {
  volatile char here[1000];
  here[depth % 1000] = static_cast<char>(depth);
  return zero == 0 ? recurse(depth + 1) + here[depth % 1000] : 0;
}

void crash(const char* how) {
  if (strcmp(how, "read") == 0) print_number("read", static_cast<uint64_t>(*nowhere));
  if (strcmp(how, "write") == 0) *nowhere = 1;
  if (strcmp(how, "divide") == 0) print_number("divided", static_cast<uint64_t>(7 / zero));
  if (strcmp(how, "abort") == 0) abort();
  if (strcmp(how, "recurse") == 0) print_number("recursed", static_cast<uint64_t>(recurse(0)));
  if (strcmp(how, "pump") == 0) {
    stack::NoPump guard("a callback of the probe");
    stack::pump();
  }
  if (strcmp(how, "new") == 0) {
    const char* block = new char[60'000];
    print_number("new", reinterpret_cast<uint64_t>(block));
    delete[] block;
  }
}

void hang(const char* how) {
  port::watchdog_enabled(strcmp(how, "hard") != 0);
  while (zero == 0) {
  }
}

void heap(const char* bytes) {
  size_t before = port::heap_free();
  // NOLINTBEGIN(cppcoreguidelines-no-malloc): what is looked at
  void* block = malloc(strtoul(bytes, nullptr, 10));
  print(block == nullptr ? "refused\n" : "given\n");
  print_number("taken", before - port::heap_free());
  free(block);
  // NOLINTEND(cppcoreguidelines-no-malloc)
  print_number("free", port::heap_free());
  print_number("least", port::heap_free_least());
}

void remember(const char* text) {
  uint8_t* rtc = port::rtc_memory();
  print("rtc ");
  print(reinterpret_cast<const char*>(rtc));
  strncpy(reinterpret_cast<char*>(rtc), text, 100);
  uint8_t flash[16] = {};
  port::flash_read(100, flash, sizeof flash - 1);
  print("\nflash ");
  print(flash[0] == 0xff ? "empty" : reinterpret_cast<const char*>(flash));
  memset(flash, 0, sizeof flash);
  strncpy(reinterpret_cast<char*>(flash), text, sizeof flash - 1);
  print(port::flash_write(100, flash, sizeof flash) ? "\nsaved\n" : "\nnot saved\n");
}

void join(const char* ssid) {
  port::NetworkWish wish = {};
  strncpy(wish.ssid, ssid, port::ssid_bytes_max);
  strncpy(wish.password, "secret12", port::password_bytes_max);
  port::join(wish);
}

void on_radio(const port::RadioEvent& event) {
  print_number("radio", static_cast<uint64_t>(event.kind));
  print(event.network.ssid);
  print("\n");
}

void fill(const char* count) {
  for (unsigned long i = strtoul(count, nullptr, 10); i > 0; --i)
    print("0123456789abcde\n");
  print("filled\n");
}

void set_baud(const char* baud) {
  stack::uart0().flush();
  stack::uart0().begin(static_cast<uint32_t>(strtoul(baud, nullptr, 10)));
}

void restart(const char*) {
  stack::drain(1'000'000);
  port::restart(port::ResetReason::soft_restart);
}

void leave(const char*) {
  port::leave();
}
void go_busy(const char*) {
  busy = true;
}
void entropy(const char*) {
  print_number("entropy", port::entropy());
}
void setting(const char* name) {
  const char* value = port::setting(name);
  print(value == nullptr ? "not given" : value);
  print("\n");
}

struct Command {
  const char* name;
  void (*run)(const char* rest);
};
constexpr Command commands[] = {
    {"crash", crash},  {"hang", hang},       {"heap", heap},       {"remember", remember},
    {"join", join},    {"leave", leave},     {"fill", fill},       {"baud", set_baud},
    {"busy", go_busy}, {"restart", restart}, {"entropy", entropy}, {"setting", setting},
};

void run_line() {
  char* rest = strchr(line, ' ');
  if (rest != nullptr) *rest++ = '\0';
  for (const Command& command : commands) {
    if (strcmp(line, command.name) == 0) return command.run(rest == nullptr ? "" : rest);
  }
  print("what?\n");
}

void read_serial() {
  for (int octet = stack::uart0().read(); octet >= 0; octet = stack::uart0().read()) {
    bool end = octet == '\n';
    if (!end && line_count < line_bytes_max) line[line_count++] = static_cast<char>(octet);
    if (!end) continue;
    line[line_count] = '\0';
    line_count = 0;
    run_line();
  }
}

bool serial_there(void*) {
  return stack::uart0().available() > 0;
}

}  // namespace

void setup() {
  stack::uart0().begin(115'200);
  stack::on_radio_event(on_radio);
  print_number("ready", static_cast<uint64_t>(port::reset_reason()));
}

void loop() {
  if (!busy) stack::pump_until(port::micros() + 1'000'000, serial_there, nullptr);
  read_serial();
}
