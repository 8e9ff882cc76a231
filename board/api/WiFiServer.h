// A listening TCP port as sketches know it. Up to 5 clients are accepted ahead of the sketch: they
// are connected, may send, and hear nothing until it takes them; a sixth's SYN is not answered.
//
// `available` is `accept` (as in the core since 3.0): it returns the next client whether or not it
// has sent something. ArduinoWiFiServer below has Arduino's own meaning of `available`.
//
// A constructor touches nothing, so a server may be a global of the sketch.
//
// Thread rule: the board's one thread.
#pragma once

#include <algorithm>
#include <stddef.h>
#include <stdint.h>
#include <vector>

#include "board/api/IPAddress.h"
#include "board/api/Server.h"
#include "board/api/WiFiClient.h"

#define MAX_PENDING_CLIENTS_PER_PORT 5

struct tcp_pcb;

class WiFiServer : public Server {
 public:
  explicit WiFiServer(uint16_t port) : port_(port) {}
  WiFiServer(const IPAddress& address, uint16_t port)
      : address_(static_cast<uint32_t>(address)), port_(port) {}
  WiFiServer(const WiFiServer&) = delete;
  WiFiServer& operator=(const WiFiServer&) = delete;
  ~WiFiServer() override { close(); }

  void begin() override { begin(port_); }
  void begin(uint16_t port) { begin(port, MAX_PENDING_CLIENTS_PER_PORT); }

  /// On a port that is in use nothing listens afterwards: status() is 0.
  void begin(uint16_t port, uint8_t backlog);

  /// The next client, or one that is false. A yield point.
  WiFiClient accept();
  WiFiClient available(uint8_t* = nullptr) { return accept(); }

  bool hasClient();
  size_t hasClientData();  // unread octets of the next client
  bool hasMaxPendingClients();

  bool getNoDelay() const { return no_delay_ == NoDelay::on; }
  void setNoDelay(bool wanted) { no_delay_ = wanted ? NoDelay::on : NoDelay::off; }

  /// A server has nobody in particular to write to: writes nothing, as on the chip.
  size_t write(uint8_t) override { return 0; }
  size_t write(const uint8_t*, size_t) override { return 0; }
  using Print::write;

  uint8_t status();  // 1: listening
  uint16_t port() const;
  operator bool() { return status() != 0; }

  /// Stops listening and drops the clients that nobody took.
  void close();
  void stop() { close(); }
  void end() { close(); }

  /// For lwIP's callback. False: no, the client is refused.
  bool arrived(tcp_pcb* client);

 private:
  enum class NoDelay : uint8_t { unset, off, on };

  uint32_t address_ = 0;  // 0: any
  uint16_t port_;
  NoDelay no_delay_ = NoDelay::unset;
  tcp_pcb* listening_ = nullptr;
  parley::board::api::TcpConnection* unclaimed_ =
      nullptr;  // linked by next_unclaimed, oldest first
};

/// The server of Arduino's networking reference: `accept` hands a new client over, `available`
/// returns one that has sent something and stays the server's, and writing reaches all of the
/// latter.
template <class TServer, class TClient>
class ArduinoWiFiServerTemplate : public TServer {
 public:
  using TServer::TServer;

  TClient accept() { return TServer::accept(); }

  TClient available() {
    take_new();
    for (size_t i = 0; i < connected_.size(); ++i) {
      // Where the last search ended, so that one busy client does not starve the others.
      next_ = (next_ + 1) % connected_.size();
      if (connected_[next_].available() > 0) return connected_[next_];
    }
    return TClient();
  }

  size_t write(uint8_t octet) override { return write(&octet, 1); }
  size_t write(const uint8_t* bytes, size_t count) override {
    take_new();
    size_t most = 0;
    for (TClient& client : connected_)
      most = std::max(most, client.write(bytes, count));
    return most;
  }
  using Print::write;

  void close() {
    connected_.clear();
    TServer::close();
  }
  void end() { close(); }

 private:
  void take_new() {
    std::erase_if(connected_, [](TClient& client) { return client.connected() == 0; });
    while (connected_.size() < MAX_PENDING_CLIENTS_PER_PORT && TServer::hasClient()) {
      connected_.push_back(TServer::accept());
    }
  }

  std::vector<TClient> connected_;
  size_t next_ = 0;
};

using ArduinoWiFiServer = ArduinoWiFiServerTemplate<WiFiServer, WiFiClient>;
