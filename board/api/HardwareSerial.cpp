#include "board/api/HardwareSerial.h"

#include "board/stack/pump.h"
#include "board/stack/uart.h"

namespace stack = parley::board::stack;

constinit HardwareSerial Serial(UART0);
constinit HardwareSerial Serial1(UART1);

namespace {

constexpr uint32_t yield_interval_us = 10'000;

// Start bit, data bits, parity bit and stop bits.
uint8_t bits_per_octet(SerialConfig config) {
  const int data = 5 + (config >> 2 & 3);
  const int parity = (config & 2) != 0 ? 1 : 0;
  const int stop = (config & 0x30) == 0x30 ? 2 : 1;
  return static_cast<uint8_t>(1 + data + parity + stop);
}

}  // namespace

void HardwareSerial::begin(unsigned long baud, SerialConfig config, SerialMode mode, uint8_t,
                           bool) {
  mode_ = mode;
  if (uart_ == UART0) {
    stack::uart0().begin(static_cast<uint32_t>(baud), bits_per_octet(config));
    baud = stack::uart0().baud();  // 0 asked it to find out
  }
  baud_ = baud;
}

void HardwareSerial::end() {
  if (baud_ == 0) return;
  flush();
  baud_ = 0;
  if (uart_ == UART0) stack::uart0().end();
}

void HardwareSerial::updateBaudRate(unsigned long baud) {
  if (baud_ == 0) return;
  flush();
  begin(baud, SERIAL_8N1, mode_);
}

int HardwareSerial::available() {
  if (!hears()) return 0;
  const size_t count = stack::uart0().available();
  if (count > 0) return static_cast<int>(count);
  stack::yield_point(yield_interval_us);
  return static_cast<int>(stack::uart0().available());
}

int HardwareSerial::peek() {
  return hears() ? stack::uart0().peek() : -1;
}

int HardwareSerial::read() {
  return hears() ? stack::uart0().read() : -1;
}

int HardwareSerial::read(uint8_t* into, size_t count) {
  return hears() ? static_cast<int>(stack::uart0().read(into, count)) : 0;
}

size_t HardwareSerial::write(const uint8_t* octets, size_t count) {
  if (!isTxEnabled()) return 0;
  return connected() ? stack::uart0().write(octets, count) : count;
}

int HardwareSerial::availableForWrite() {
  if (!isTxEnabled()) return 0;
  return static_cast<int>(connected() ? stack::uart0().write_room()
                                      : stack::Uart::transmit_fifo_bytes);
}

void HardwareSerial::flush() {
  if (isTxEnabled() && connected()) stack::uart0().flush();
}

size_t HardwareSerial::setRxBufferSize(size_t size) {
  return uart_ == UART0 ? stack::uart0().receive_buffer(size) : 0;
}

void HardwareSerial::swap(uint8_t) {
  flush();
  swapped_ = !swapped_;
}
