// What can be connected: the base of WiFiClient, as libraries for Arduino expect it.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "board/api/IPAddress.h"
#include "board/api/Stream.h"

class Client : public Stream {
 public:
  virtual int connect(IPAddress address, uint16_t port) = 0;  // 1: connected, 0: not
  virtual int connect(const char* host, uint16_t port) = 0;
  size_t write(uint8_t octet) override = 0;
  size_t write(const uint8_t* octets, size_t count) override = 0;
  int available() override = 0;
  int read() override = 0;
  int read(uint8_t* into, size_t count) override = 0;
  int peek() override = 0;
  void flush() override = 0;
  virtual void stop() = 0;
  virtual uint8_t connected() = 0;
  virtual operator bool() = 0;
  using Print::write;
};
