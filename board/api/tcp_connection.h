// One TCP connection of a sketch: lwIP's control block, what arrived and was not read, and the
// waiting that WiFiClient's calls do. Copies of a WiFiClient share one of these by counting
// references.
//
// What the chip's core does and users can see, done here: a read window that opens again only as
// the sketch consumes, segment by segment; a FIN that arrives when nothing is unread is answered
// with an abort (the wire shows RST); a write that waits for room as long as the peer takes some of
// it.
//
// Limits: unread data is bounded by lwIP's receive window (TCP_WND), unsent data by TCP_SND_BUF.
//
// Thread rule: the board's one thread. What says that it waits pumps, and must not be called from
// lwIP's callbacks.
#pragma once

#include <stddef.h>
#include <stdint.h>

struct tcp_pcb;
struct pbuf;

namespace parley::board::api {

class TcpConnection {
 public:
  /// Waits until the handshake is done, the peer refused, or `timeout_ms` is over. The address is
  /// in network byte order. NULL: refused, timed out or no memory. The caller holds one reference.
  static TcpConnection* connect(uint32_t address, uint16_t port, uint16_t local_port,
                                uint32_t timeout_ms);

  /// Takes over a control block that a listener accepted. One reference is held. NULL: no memory,
  /// and the control block is still the caller's.
  static TcpConnection* take(tcp_pcb* accepted);

  TcpConnection(const TcpConnection&) = delete;
  TcpConnection& operator=(const TcpConnection&) = delete;

  void hold() { ++references_; }

  /// The last reference closes the connection and frees this.
  void release();

  /// Written octets; fewer than `count` when no octet found room for `timeout_ms` or the peer is
  /// gone.
  size_t write(const uint8_t* bytes, size_t count, uint32_t timeout_ms);

  /// Octets that a write takes without waiting.
  size_t write_room() const;

  /// Waits until all is acknowledged, as long as something is within each `ms_max`. False: not all
  /// is.
  bool flush(uint32_t ms_max);

  size_t unread() const;
  int peek() const;  // -1: nothing
  size_t peek(uint8_t* into, size_t count) const;
  size_t read(uint8_t* into, size_t count);

  /// What can be read without copying, and how much of it; valid until `consume` or a pump.
  const uint8_t* front(size_t* count) const;
  void consume(size_t count);

  /// Sends FIN after what is queued. lwIP sends RST where unread data is thrown away by it (RFC
  /// 1122, 4.2.2.13).
  void close();
  void abort();

  /// The state number of RFC 9293 as lwIP counts them (CLOSED 0, ESTABLISHED 4). A connection that
  /// the peer has closed counts as CLOSED: nothing will arrive on it.
  uint8_t state() const;
  bool established() const;

  uint32_t remote_address() const;  // network byte order, 0 when there is no connection
  uint32_t local_address() const;
  uint16_t remote_port() const;
  uint16_t local_port() const;

  bool no_delay() const;
  void no_delay(bool wanted);
  bool sync() const { return sync_; }
  void sync(bool wanted) { sync_ = wanted; }

  /// Probes (RFC 1122, 4.2.3.6): after `idle_s` of silence every `interval_s`, `count` of them.
  /// With any of the three 0 there are none.
  void keep_alive(uint16_t idle_s, uint16_t interval_s, uint8_t count);
  bool keep_alive_enabled() const;
  uint16_t keep_alive_idle_s() const;
  uint16_t keep_alive_interval_s() const;
  uint8_t keep_alive_count() const;

  /// All connections, and all but one, are aborted (WiFiClient::stopAll).
  static void stop_all(const TcpConnection* but);

  /// For the listener that keeps it until the sketch takes it.
  TcpConnection* next_unclaimed = nullptr;
  void claimed();

  /// lwIP's callbacks end up here. True: the control block was aborted.
  bool received(pbuf* data);
  void failed();

 private:
  explicit TcpConnection(tcp_pcb* pcb);
  ~TcpConnection();

  size_t write_some(const uint8_t* bytes, size_t count);
  bool wait_for_acknowledgement(uint32_t ms_max);  // of anything; false: none came
  bool wait_until_all_acknowledged(uint32_t ms_max);
  void forget_callbacks();
  void discard_unread();

  tcp_pcb* pcb_;
  pbuf* unread_ = nullptr;
  size_t unread_offset_ = 0;  // consumed octets of the first pbuf
  int references_ = 1;
  bool sync_ = false;

  TcpConnection* list_next_ = nullptr;
  TcpConnection* list_before_ = nullptr;
};

}  // namespace parley::board::api
