// The serial line as sketches know it: `Serial`, which leads to whoever started the board, at the
// pace of its baud rate, and `Serial1`, which can only send and leads nowhere, as on a board with
// nothing at D4.
//
// After `swap` Serial is on the pins D7 and D8, where nothing is connected either; a second `swap`
// brings it back.
//
// Thread rule: the board's one thread. `write` and `flush` wait for the line, and nothing else of
// the board runs meanwhile, as on the chip.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "board/api/Stream.h"

/// Data bits, parity and stop bits, with the numbers of the chip's SDK.
enum SerialConfig {
  SERIAL_5N1 = 0x10,
  SERIAL_6N1 = 0x14,
  SERIAL_7N1 = 0x18,
  SERIAL_8N1 = 0x1c,
  SERIAL_5N2 = 0x30,
  SERIAL_6N2 = 0x34,
  SERIAL_7N2 = 0x38,
  SERIAL_8N2 = 0x3c,
  SERIAL_5E1 = 0x12,
  SERIAL_6E1 = 0x16,
  SERIAL_7E1 = 0x1a,
  SERIAL_8E1 = 0x1e,
  SERIAL_5E2 = 0x32,
  SERIAL_6E2 = 0x36,
  SERIAL_7E2 = 0x3a,
  SERIAL_8E2 = 0x3e,
  SERIAL_5O1 = 0x13,
  SERIAL_6O1 = 0x17,
  SERIAL_7O1 = 0x1b,
  SERIAL_8O1 = 0x1f,
  SERIAL_5O2 = 0x33,
  SERIAL_6O2 = 0x37,
  SERIAL_7O2 = 0x3b,
  SERIAL_8O2 = 0x3f,
};

enum SerialMode { SERIAL_FULL = 0, SERIAL_RX_ONLY = 1, SERIAL_TX_ONLY = 2 };

#define UART0 0
#define UART1 1
#define UART_NO (-1)

class HardwareSerial : public Stream {
 public:
  explicit constexpr HardwareSerial(int uart) : uart_(uart) {}
  HardwareSerial(const HardwareSerial&) = delete;
  HardwareSerial& operator=(const HardwareSerial&) = delete;

  /// `tx_pin` and `invert` say how the chip is wired; here they change nothing.
  void begin(unsigned long baud, SerialConfig config = SERIAL_8N1, SerialMode mode = SERIAL_FULL,
             uint8_t tx_pin = 1, bool invert = false);
  void end();
  void updateBaudRate(unsigned long baud);
  int baudRate() const { return static_cast<int>(baud_); }
  operator bool() const { return baud_ != 0; }

  /// A yield point (10 ms) when nothing is there.
  int available() override;
  int peek() override;
  int read() override;
  int read(uint8_t* into, size_t count) override;
  int read(char* into, size_t count) { return read(reinterpret_cast<uint8_t*>(into), count); }

  size_t write(uint8_t octet) override { return write(&octet, 1); }
  size_t write(const uint8_t* octets, size_t count) override;
  using Print::write;
  int availableForWrite() override;
  void flush() override;

  /// Of 256 octets; what a line brings beyond it waits outside. Best before `begin`. Returns the
  /// size.
  size_t setRxBufferSize(size_t size);

  void swap(uint8_t tx_pin = 1);
  bool isTxEnabled() const { return baud_ != 0 && mode_ != SERIAL_RX_ONLY; }
  bool isRxEnabled() const { return baud_ != 0 && mode_ != SERIAL_TX_ONLY && uart_ == UART0; }

  /// No octet is ever lost or damaged on this line.
  bool hasOverrun() { return false; }
  bool hasRxError() { return false; }

  /// The chip's SDK then tells of Wi-Fi on this line. There is no SDK here: what a person should
  /// know is in the log of the board's host.
  void setDebugOutput(bool wanted) { debug_output_ = wanted; }
  bool getDebugOutput() const { return debug_output_; }

 private:
  bool connected() const { return uart_ == UART0 && !swapped_; }
  bool hears() const { return isRxEnabled() && connected(); }

  int uart_;
  unsigned long baud_ = 0;  // 0: not begun
  SerialMode mode_ = SERIAL_FULL;
  bool swapped_ = false;
  bool debug_output_ = false;
};

extern HardwareSerial Serial;
extern HardwareSerial Serial1;
