// What a board needs of the thing it runs on, and all that it may ask for. `board/host` gives it as
// a Linux process, `board/lx106` as bare metal, `board/stack/port_twin.h` as a test's memory.
//
// Everything above (lwIP, the pump, the Arduino API) is the same code on all of them, so this
// header knows neither lwIP nor the host, and asks for nothing but <stddef.h> and <stdint.h>.
//
// Thread rule: one thread. No function here calls back, and only `idle`, `restart` and `end` wait.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace parley::board::port {

// Time

/// Microseconds since the board was switched on or restarted. Never decreases.
uint64_t micros();

/// Waits until `until` (as `micros` counts), or less: until a frame, a radio event, serial input,
/// room for serial output or a request to quit is there. May return early for no reason. What ended
/// one wait does not end the next before somebody looked for it (`receive_frame`, `radio_event`,
/// `serial_read`, `quit_wanted`): who waits for the serial line alone must not spin on a frame.
void idle(uint64_t until);

// The radio. An interface sends and receives Ethernet frames (IEEE 802.3, without FCS) of at most
// `frame_bytes_max` octets; the station's only while it is joined, the access point's while it is
// open.

inline constexpr size_t frame_bytes_max = 1514;
inline constexpr size_t ssid_bytes_max = 32;      // IEEE 802.11, 9.4.2.2
inline constexpr size_t password_bytes_max = 64;  // a WPA2 passphrase has 8 to 63, a raw key 64

enum class Interface : uint8_t { station, access_point };

/// The six octets of an interface's address. The access point's is the station's with the
/// locally-administered bit set, as on the chip.
void mac_address(Interface which, uint8_t into[6]);

/// False: the link is down or full, and the frame is lost, as a radio loses frames.
bool send_frame(Interface which, const uint8_t* frame, size_t bytes);

/// The next frame that arrived, whole; 0 when there is none. `into` has `frame_bytes_max` octets.
size_t receive_frame(Interface* which, uint8_t* into);

/// One network in the air. Text is NUL-terminated.
struct Network {
  char ssid[ssid_bytes_max + 1];
  uint8_t bssid[6];
  uint8_t channel;
  int8_t rssi;  // dBm
  bool encrypted;
  bool hidden;
};

/// What to join, or what to open. An empty password is an open network.
struct NetworkWish {
  char ssid[ssid_bytes_max + 1];
  char password[password_bytes_max + 1];
  uint8_t channel;    // 0: any
  bool bssid_wanted;  // join: only this one
  uint8_t bssid[6];
  bool hidden;           // open
  uint8_t stations_max;  // open
};

/// Each begins something whose outcome is a RadioEvent. A new `join` ends the one before.
void join(const NetworkWish& wish);
void leave();
void scan(uint8_t channel, bool show_hidden);
void open_access_point(const NetworkWish& wish);
void close_access_point();

struct RadioEvent {
  enum class Kind : uint8_t {
    joined,          // `network`
    no_network,      // nobody has that SSID
    wrong_password,  // the four-way handshake failed
    network_full,    // the access point takes no more stations
    lost,            // was joined: the access point, or the router process itself, went away
    left,            // was joined: because of `leave`
    network_found,   // `network`, one for each, then scan_done
    scan_done,
    access_point_opened,
    access_point_closed,
    station_joined,  // our access point: `station`
    station_left,
  };
  Kind kind;
  Network network;
  uint8_t station[6];
};

/// The next event; false when there is none.
bool radio_event(RadioEvent* into);

// Serial: octets without any pace; board/stack/uart.h adds the baud rate and the FIFOs.

/// How many octets the other side took at once; the rest was not taken.
size_t serial_write(const uint8_t* bytes, size_t count);

/// How many octets were there, at most `count`. Their end (a closed standard input) is silence.
size_t serial_read(uint8_t* into, size_t count);

// Memory and what outlives a restart

/// A number that cannot be guessed, or the next one of the run's seed where one was given.
uint32_t entropy();

/// Of the heap that the chip would have: free now, the least ever, the largest block free.
size_t heap_free();
size_t heap_free_least();
size_t heap_block_max();

/// The flash that keeps EEPROM and settings, `flash_bytes` octets, 0xff where never written.
/// Writing is whole and durable before it returns; false: the host could not (the reason went to
/// its log).
inline constexpr size_t flash_bytes = 4096;
void flash_read(size_t offset, uint8_t* into, size_t bytes);
bool flash_write(size_t offset, const uint8_t* from, size_t bytes);

/// 512 octets that a restart keeps and switching off does not (the RTC's user memory).
inline constexpr size_t rtc_bytes = 512;
uint8_t* rtc_memory();

// Life

/// The chip's numbers (rst_info.reason of the SDK).
enum class ResetReason : uint8_t {
  power_on = 0,
  hardware_watchdog = 1,
  exception = 2,
  soft_watchdog = 3,
  soft_restart = 4,
  deep_sleep = 5,
  external = 6,
};
ResetReason reset_reason();

/// The board begins anew. What serial and link already took is still delivered.
[[noreturn]] void restart(ResetReason why);

/// True once somebody wants the board to end (SIGTERM, the other side of the link gone for good).
bool quit_wanted();

/// Ends the board. `status` is the exit status of a process.
[[noreturn]] void end(int status);

/// Tells the soft watchdog that the sketch yielded. A sketch that does not for 3.2 s of its own
/// processor time is reset.
void feed_watchdog();
void watchdog_enabled(bool enabled);

/// Words for the person at the host, not for the board's serial line. No newline at the end.
void log(const char* words);

/// A setting given from outside (`--set` is not one of them), NULL where it was not given. Known:
/// "hosts" ("NAME=ADDRESS[:PORT]" separated by newlines), "hostname", "analog" and whatever a room
/// above documents. Valid for ever.
const char* setting(const char* name);

}  // namespace parley::board::port
