// Datagrams: the base of WiFiUDP, as libraries for Arduino expect it.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "board/api/IPAddress.h"
#include "board/api/Stream.h"

class UDP : public Stream {
 public:
  virtual uint8_t begin(uint16_t port) = 0;  // 1: bound, 0: not
  virtual void stop() = 0;

  virtual int beginPacket(IPAddress to, uint16_t port) = 0;
  virtual int beginPacket(const char* host, uint16_t port) = 0;
  virtual int endPacket() = 0;
  size_t write(uint8_t octet) override = 0;
  size_t write(const uint8_t* octets, size_t count) override = 0;

  virtual int parsePacket() = 0;
  int available() override = 0;
  int read() override = 0;
  int read(unsigned char* into, size_t count) override = 0;
  virtual int read(char* into, size_t count) = 0;
  int peek() override = 0;
  void flush() override = 0;

  virtual IPAddress remoteIP() = 0;
  virtual uint16_t remotePort() = 0;
};
