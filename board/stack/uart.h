// The UART between the sketch and the port's serial octets: a 128-octet transmit FIFO that drains
// at the baud rate, and a receive buffer that fills at it. Without the pace a sketch at a closed
// port prints 230,000 lines a second, and timing that users know (readString) is wrong.
//
// 8N1 is ten bit times an octet. Frame formats are accepted and remembered; they change the time of
// an octet, nothing else. Octets move in lots of a millisecond: one by one they would wake the host
// 11,000 times a second. What does not fit into the receive buffer waits outside, where the chip
// loses it.
//
// Thread rule: the board's one thread. `write` and `flush` wait without pumping, as on the chip.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace parley::board::stack {

class Uart {
 public:
  static constexpr size_t transmit_fifo_bytes = 128;
  static constexpr size_t receive_buffer_bytes_default = 256;

  /// Octets before `begin` go nowhere, as on the chip.
  void begin(uint32_t baud, uint8_t bits_per_octet = 10);
  void end();
  bool begun() const;
  uint32_t baud() const;

  /// Waits for room in the FIFO. Less than `count` only before `begin` or when the board shall end.
  size_t write(const uint8_t* bytes, size_t count);
  size_t write_room() const;

  /// Waits until the FIFO is empty.
  void flush();

  size_t available();
  int peek();  // -1: nothing
  int read();  // -1: nothing
  size_t read(uint8_t* into, size_t count);

  /// Before `begin`, which takes it from the heap; returns the size in force.
  size_t receive_buffer(size_t bytes);

  /// Moves what time allows between FIFOs and port; the pump calls it each turn.
  void turn();

  /// When the next octet can move (micros), for the pump's wait; UINT64_MAX: nothing to do, or
  /// nothing that the port's idling does not notice by itself.
  uint64_t due() const;

 private:
  /// As `due`, for whoever waits for the transmitter only, and so moves nothing that was received.
  uint64_t transmit_due() const;
  void transmit_turn(uint64_t now_ns);
  void receive_turn(uint64_t now_ns);
  void pop_transmitted(size_t count);
  void push_received(const uint8_t* octets, size_t count);

  uint32_t baud_ = 0;
  uint64_t octet_ns_ = 0;

  uint8_t transmit_[transmit_fifo_bytes] = {};
  size_t transmit_first_ = 0;
  size_t transmit_count_ = 0;
  uint64_t transmit_ns_ = 0;  // when the first octet of the FIFO has left
  uint64_t moved_ns_ = 0;     // when octets were last handed to the port
  bool stalled_ = false;      // the port did not take all

  uint8_t* receive_ = nullptr;
  size_t receive_size_ = receive_buffer_bytes_default;
  size_t receive_first_ = 0;
  size_t receive_count_ = 0;
  uint64_t receive_ns_ = 0;  // when the next octet can have arrived
  bool more_ = false;        // the port had as many octets as were asked for
};

/// UART0, the sketch's `Serial`. (UART1 is transmit-only and leads nowhere here.)
Uart& uart0();

}  // namespace parley::board::stack
