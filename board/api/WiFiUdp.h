// UDP as sketches know it: parsePacket, then the octets of that datagram; beginPacket, octets,
// endPacket.
//
// Limit: `packets_waiting_max` datagrams wait for parsePacket; what comes then is lost, as on the
// chip, whose driver has about as many receive buffers.
//
// Thread rule: the board's one thread.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "board/api/IPAddress.h"
#include "board/api/Udp.h"
#include "board/api/WString.h"

/// What sketches size their buffers by. More fits into a packet, up to what IP can carry.
#define UDP_TX_PACKET_MAX_SIZE 8192

struct udp_pcb;

namespace parley::board::api {
class UdpSocket;
}

class WiFiUDP : public UDP {
 public:
  static constexpr size_t packets_waiting_max = 10;

  WiFiUDP() = default;
  WiFiUDP(const WiFiUDP& other);
  WiFiUDP& operator=(const WiFiUDP& other);
  ~WiFiUDP() override;

  operator bool() const { return socket_ != nullptr; }

  /// 1: bound. 0: the port is in use. Port 0: lwIP chooses.
  uint8_t begin(uint16_t port) override;

  /// The same, and joins the group (IGMP) on the interface with that address.
  uint8_t beginMulticast(const IPAddress& interface_address, const IPAddress& group, uint16_t port);
  void stop() override;

  int beginPacket(IPAddress to, uint16_t port) override;

  /// 0: the name cannot be resolved. It may have a `--host` entry, whose port then replaces this
  /// one.
  int beginPacket(const char* host, uint16_t port) override;
  int beginPacketMulticast(const IPAddress& group, uint16_t port,
                           const IPAddress& interface_address, int ttl = 1);

  /// 1: handed to the network. 0: there was no memory or no route. A packet ends once.
  int endPacket() override;
  size_t write(uint8_t octet) override;
  size_t write(const uint8_t* bytes, size_t count) override;
  using Print::write;

  /// Goes to the next datagram, dropping the rest of the one before; its octets, 0 for none. A
  /// yield point.
  int parsePacket() override;
  int available() override;
  int read() override;
  int read(unsigned char* into, size_t count) override;
  int read(char* into, size_t count) override {
    return read(reinterpret_cast<unsigned char*>(into), count);
  }
  int peek() override;

  /// Sends the packet that is being written, as in the chip's core.
  void flush() override { endPacket(); }

  IPAddress remoteIP() override;
  uint16_t remotePort() override;
  IPAddress destinationIP() const;
  uint16_t localPort() const;

  static void stopAll();
  static void stopAllExcept(WiFiUDP* kept);

 private:
  void open();

  parley::board::api::UdpSocket* socket_ = nullptr;
};
