#include "board/stack/uart.h"

#include <stdlib.h>
#include <string.h>

#include "board/stack/panic.h"
#include "board/stack/port.h"
#include "board/stack/pump.h"

namespace parley::board::stack {

namespace {

constexpr uint32_t baud_default = 115'200;  // for baud 0, "find out": there is no signal to time
constexpr uint64_t ns_per_us = 1000;
constexpr uint64_t ns_per_s = 1'000'000'000;
constexpr uint64_t lot_ns = 1'000'000;
constexpr size_t lot_bytes_max = 64;

uint64_t now_ns() {
  return port::micros() * ns_per_us;
}

uint64_t micros_not_before(uint64_t ns) {
  return (ns + ns_per_us - 1) / ns_per_us;
}

constinit Uart first_uart;

}  // namespace

Uart& uart0() {
  return first_uart;
}

void Uart::begin(uint32_t baud, uint8_t bits_per_octet) {
  baud_ = baud == 0 ? baud_default : baud;
  octet_ns_ = ns_per_s * bits_per_octet / baud_;
  if (octet_ns_ == 0) octet_ns_ = 1;
  if (receive_ == nullptr) receive_ = static_cast<uint8_t*>(malloc(receive_size_));
  if (receive_ == nullptr) panic("no memory for the receive buffer of Serial");
  receive_ns_ = now_ns();
}

void Uart::end() {
  if (!begun()) return;
  flush();
  baud_ = 0;
  free(receive_);
  receive_ = nullptr;
  receive_first_ = receive_count_ = 0;
  more_ = false;
}

bool Uart::begun() const {
  return baud_ != 0;
}

uint32_t Uart::baud() const {
  return baud_;
}

size_t Uart::write(const uint8_t* bytes, size_t count) {
  if (!begun()) return 0;
  size_t written = 0;
  while (written < count) {
    if (transmit_count_ == transmit_fifo_bytes) {
      transmit_turn(now_ns());
      if (transmit_count_ < transmit_fifo_bytes) continue;
      if (port::quit_wanted()) break;
      port::idle(transmit_due());
      continue;
    }
    if (transmit_count_ == 0) transmit_ns_ = now_ns() + octet_ns_;
    transmit_[(transmit_first_ + transmit_count_++) % transmit_fifo_bytes] = bytes[written++];
  }
  if (written > 0) saw_traffic();
  return written;
}

size_t Uart::write_room() const {
  return transmit_fifo_bytes - transmit_count_;
}

void Uart::flush() {
  while (begun() && transmit_count_ > 0 && !port::quit_wanted()) {
    transmit_turn(now_ns());
    if (transmit_count_ > 0) port::idle(transmit_due());
  }
}

size_t Uart::available() {
  return receive_count_;
}

int Uart::peek() {
  return receive_count_ == 0 ? -1 : receive_[receive_first_];
}

int Uart::read() {
  uint8_t octet = 0;
  return read(&octet, 1) == 1 ? octet : -1;
}

size_t Uart::read(uint8_t* into, size_t count) {
  size_t taken = count < receive_count_ ? count : receive_count_;
  for (size_t i = 0; i < taken; ++i)
    into[i] = receive_[(receive_first_ + i) % receive_size_];
  if (taken > 0) receive_first_ = (receive_first_ + taken) % receive_size_;
  receive_count_ -= taken;
  return taken;
}

size_t Uart::receive_buffer(size_t bytes) {
  if (!begun() && bytes > 0) receive_size_ = bytes;
  return receive_size_;
}

void Uart::turn() {
  if (!begun()) return;
  uint64_t now = now_ns();
  transmit_turn(now);
  receive_turn(now);
}

void Uart::transmit_turn(uint64_t now) {
  bool was_stalled = stalled_;
  stalled_ = false;
  while (transmit_count_ > 0 && transmit_ns_ <= now) {
    uint64_t left = (now - transmit_ns_) / octet_ns_ + 1;
    size_t whole = transmit_fifo_bytes - transmit_first_;  // up to where the ring wraps
    size_t count = left < transmit_count_ ? static_cast<size_t>(left) : transmit_count_;
    if (count > whole) count = whole;
    size_t taken = port::serial_write(transmit_ + transmit_first_, count);
    moved_ns_ = now;
    // A line that stood still does not make up for it.
    transmit_ns_ = was_stalled ? now + octet_ns_ : transmit_ns_ + taken * octet_ns_;
    pop_transmitted(taken);
    stalled_ = taken < count;
    if (stalled_) return;
  }
}

void Uart::pop_transmitted(size_t count) {
  transmit_first_ = (transmit_first_ + count) % transmit_fifo_bytes;
  transmit_count_ -= count;
}

void Uart::receive_turn(uint64_t now) {
  // Whoever was not sending begins now, and what has no room waits outside.
  if (!more_ || receive_count_ == receive_size_) receive_ns_ = now;
  while (receive_count_ < receive_size_ && receive_ns_ <= now) {
    uint8_t lot[lot_bytes_max];
    uint64_t arrived = (now - receive_ns_) / octet_ns_ + 1;
    size_t count = receive_size_ - receive_count_;
    if (count > arrived) count = static_cast<size_t>(arrived);
    if (count > lot_bytes_max) count = lot_bytes_max;
    size_t taken = port::serial_read(lot, count);
    more_ = taken == count;
    push_received(lot, taken);
    receive_ns_ += taken * octet_ns_;
    if (!more_) return;
  }
}

void Uart::push_received(const uint8_t* octets, size_t count) {
  if (count > 0) saw_traffic();
  for (size_t i = 0; i < count; ++i) {
    receive_[(receive_first_ + receive_count_++) % receive_size_] = octets[i];
  }
}

uint64_t Uart::transmit_due() const {
  if (!begun() || transmit_count_ == 0 || stalled_) return UINT64_MAX;
  uint64_t empty = transmit_ns_ + (transmit_count_ - 1) * octet_ns_;
  uint64_t lot = moved_ns_ + lot_ns > transmit_ns_ ? moved_ns_ + lot_ns : transmit_ns_;
  return micros_not_before(empty < lot ? empty : lot);
}

uint64_t Uart::due() const {
  uint64_t at = transmit_due();
  if (begun() && more_ && receive_count_ < receive_size_) {
    uint64_t receive = micros_not_before(receive_ns_ + lot_ns);
    if (receive < at) at = receive;
  }
  return at;
}

}  // namespace parley::board::stack
