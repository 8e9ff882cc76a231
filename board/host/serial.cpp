#include "board/host/serial.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/host/waiting.h"
#include "board/stack/port.h"

namespace parley::board::host {

namespace {

// What a pipe that is not full takes without blocking (pipe(7)); the UART never has so much.
constexpr size_t write_bytes_max = 4096;

// Asking costs a system call, and a sketch without delay turns a million times a second.
constexpr uint64_t ask_us = 1000;

struct Serial {
  bool output_is_socket = false;
  bool output_gone = false;
  bool output_full = false;
  bool input_ended = false;
  bool input_wanted = false;  // the last read found less than asked for
  bool input_there = false;   // poll(2) said so
  uint64_t asked_at = 0;
};
constinit Serial serial;

bool ready(int descriptor, short what) {
  pollfd one = {descriptor, what, 0};
  return poll(&one, 1, 0) > 0;
}

void end_of_output() {
  serial.output_gone = true;
  ask_to_quit();
}

}  // namespace

void serial_begin() {
  struct stat seen {};
  serial.output_is_socket = fstat(STDOUT_FILENO, &seen) == 0 && S_ISSOCK(seen.st_mode);
}

void serial_waits(pollfd& input, pollfd& output) {
  bool listen = serial.input_wanted && !serial.input_there && !serial.input_ended;
  input = {listen ? STDIN_FILENO : -1, POLLIN, 0};
  // Without any event poll(2) still tells that the reader went away.
  output = {serial.output_gone ? -1 : STDOUT_FILENO,
            static_cast<short>(serial.output_full ? POLLOUT : 0), 0};
}

void serial_woke(const pollfd& input, const pollfd& output) {
  if (input.revents != 0) serial.input_there = true;
  if ((output.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0) end_of_output();
}

}  // namespace parley::board::host

namespace parley::board::port {

size_t serial_write(const uint8_t* bytes, size_t count) {
  host::Serial& serial = host::serial;
  if (serial.output_gone || count == 0) return count;  // nobody is there: as into a cut cable
  if (count > host::write_bytes_max) count = host::write_bytes_max;
  ssize_t written = -1;
  errno = EAGAIN;
  if (serial.output_is_socket) {
    written = send(STDOUT_FILENO, bytes, count, MSG_DONTWAIT | MSG_NOSIGNAL);
  } else if (host::ready(STDOUT_FILENO, POLLOUT)) {
    written = write(STDOUT_FILENO, bytes, count);
  }
  serial.output_full = written >= 0 && static_cast<size_t>(written) < count;
  if (written >= 0) return static_cast<size_t>(written);
  if (errno == EAGAIN || errno == EINTR) {
    serial.output_full = true;
    return 0;
  }
  host::end_of_output();
  return count;
}

size_t serial_read(uint8_t* into, size_t count) {
  host::Serial& serial = host::serial;
  serial.input_wanted = true;
  if (serial.input_ended || count == 0) return 0;
  uint64_t now = micros();
  if (!serial.input_there && now - serial.asked_at < host::ask_us) return 0;
  serial.asked_at = now;
  serial.input_there = false;
  if (!host::ready(STDIN_FILENO, POLLIN)) return 0;
  ssize_t taken = read(STDIN_FILENO, into, count);
  if (taken < 0 && (errno == EINTR || errno == EAGAIN)) return 0;
  if (taken <= 0) {
    serial.input_ended = true;
    return 0;
  }
  serial.input_wanted = static_cast<size_t>(taken) < count;
  serial.input_there = !serial.input_wanted;
  return static_cast<size_t>(taken);
}

}  // namespace parley::board::port
