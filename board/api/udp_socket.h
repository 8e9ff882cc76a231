// One UDP endpoint of a sketch: lwIP's control block, datagrams that wait, and the one being
// written. Copies of a WiFiUDP share one of these by counting references.
//
// Thread rule: the board's one thread. Nothing here waits.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <vector>

struct pbuf;
struct udp_pcb;

namespace parley::board::api {

class UdpSocket {
 public:
  UdpSocket();
  UdpSocket(const UdpSocket&) = delete;
  UdpSocket& operator=(const UdpSocket&) = delete;

  void hold() { ++references_; }
  void release();

  bool bind(uint16_t port);
  bool join(uint32_t interface_address, uint32_t group);
  void close();
  uint16_t port() const;

  /// Everything of a packet that is begun but not sent is dropped.
  void begin(uint32_t address, uint16_t port);
  void begin_multicast(uint32_t group, uint16_t port, uint32_t interface_address, uint8_t ttl);
  size_t write(const uint8_t* bytes, size_t count);
  bool send();

  /// The octets of the next datagram; 0 when there is none.
  size_t next();
  size_t unread() const;
  int peek() const;
  size_t read(uint8_t* into, size_t count);

  /// Of the datagram that `next` went to; addresses in network byte order.
  uint32_t remote_address() const { return current_.from; }
  uint32_t local_address() const { return current_.to; }
  uint16_t remote_port() const { return current_.from_port; }

  static void stop_all(const UdpSocket* but);

  /// lwIP's callback.
  void received(pbuf* data, uint32_t from, uint16_t from_port);

 private:
  static constexpr size_t waiting_max = 10;    // WiFiUDP::packets_waiting_max
  static constexpr size_t octets_max = 65507;  // of an IPv4 packet's 65535, without both heads

  struct Datagram {
    pbuf* data;
    uint32_t from;
    uint32_t to;
    uint16_t from_port;
  };

  ~UdpSocket();
  void drop_all();
  void leave();

  udp_pcb* pcb_;
  int references_ = 1;
  uint32_t group_ = 0;
  uint32_t group_interface_ = 0;

  Datagram waiting_[waiting_max] = {};
  size_t waiting_count_ = 0;
  Datagram current_ = {};
  size_t read_offset_ = 0;

  uint32_t send_address_ = 0;
  uint16_t send_port_ = 0;
  bool begun_ = false;
  std::vector<uint8_t> outgoing_;

  UdpSocket* list_next_ = nullptr;
  UdpSocket* list_before_ = nullptr;
};

}  // namespace parley::board::api
