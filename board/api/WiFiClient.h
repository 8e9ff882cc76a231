// A TCP connection as sketches know it. Copies share the connection; the last one that goes closes
// it.
//
// Times, as on the chip: `connect` waits 5 s at most and returns 0 for refused (at once) and
// silence alike; reads of Stream wait 5 s for each octet; a write waits 5 s for room; `stop` waits
// up to 300 ms for acknowledgements. `setTimeout` changes the first three.
//
// Thread rule: the board's one thread. Everything but the observers may run other code of the board
// (it pumps); not for use in Ticker callbacks and Wi-Fi event handlers.
#pragma once

#include <memory>
#include <stddef.h>
#include <stdint.h>

#include "board/api/Client.h"
#include "board/api/IPAddress.h"
#include "board/api/WString.h"

#define WIFICLIENT_MAX_PACKET_SIZE 1460
#define WIFICLIENT_MAX_FLUSH_WAIT_MS 300

#define TCP_DEFAULT_KEEPALIVE_IDLE_SEC 7200
#define TCP_DEFAULT_KEEPALIVE_INTERVAL_SEC 75
#define TCP_DEFAULT_KEEPALIVE_COUNT 9

namespace parley::board::api {
class TcpConnection;
}

class WiFiClient : public Client {
 public:
  WiFiClient();
  WiFiClient(const WiFiClient& other);
  WiFiClient& operator=(const WiFiClient& other);
  ~WiFiClient() override;

  /// One more WiFiClient on the same connection.
  virtual std::unique_ptr<WiFiClient> clone() const;

  /// 1: connected. 0: not, whatever the reason. A name may have a `--host` entry, whose port then
  /// replaces this one.
  int connect(IPAddress address, uint16_t port) override;
  int connect(const char* host, uint16_t port) override;
  virtual int connect(const String& host, uint16_t port);

  size_t write(uint8_t octet) override;
  size_t write(const uint8_t* bytes, size_t count) override;
  size_t write(Stream& from);
  size_t write_P(const char* bytes, size_t count);
  using Print::write;

  int available() override;
  int read() override;
  int read(uint8_t* into, size_t count) override;
  int read(char* into, size_t count) { return read(reinterpret_cast<uint8_t*>(into), count); }
  int peek() override;

  /// Waits for `count` octets as a read does; returns how many were copied. They stay unread.
  virtual size_t peekBytes(uint8_t* into, size_t count);
  size_t peekBytes(char* into, size_t count) {
    return peekBytes(reinterpret_cast<uint8_t*>(into), count);
  }

  /// What can be read without copying: `peekAvailable` octets at `peekBuffer`, valid until
  /// something is read or waits. `peekConsume` reads them.
  virtual bool hasPeekBufferAPI() const { return true; }
  virtual size_t peekAvailable();
  virtual const char* peekBuffer();
  virtual void peekConsume(size_t count);

  /// Waits for acknowledgements; 0 means 300 ms. False: some are missing.
  virtual bool flush(unsigned int wait_ms_max);
  void flush() override { flush(0); }

  /// Flushes, then closes. False: not everything was acknowledged.
  virtual bool stop(unsigned int wait_ms_max);
  void stop() override { stop(0); }
  void abort();

  /// Established, or something is unread. A peer that vanished without a word is still connected.
  uint8_t connected() override;
  operator bool() override;

  virtual uint8_t status();
  virtual IPAddress remoteIP();
  virtual uint16_t remotePort();
  virtual IPAddress localIP();
  virtual uint16_t localPort();

  int availableForWrite() override;

  bool getNoDelay() const;
  void setNoDelay(bool wanted);
  static bool getDefaultNoDelay();
  static void setDefaultNoDelay(bool wanted);

  /// Whether each write waits until its octets are acknowledged.
  bool getSync() const;
  void setSync(bool wanted);
  static bool getDefaultSync();
  static void setDefaultSync(bool wanted);

  virtual void keepAlive(uint16_t idle_s = TCP_DEFAULT_KEEPALIVE_IDLE_SEC,
                         uint16_t interval_s = TCP_DEFAULT_KEEPALIVE_INTERVAL_SEC,
                         uint8_t count = TCP_DEFAULT_KEEPALIVE_COUNT);
  virtual bool isKeepAliveEnabled() const;
  virtual uint16_t getKeepAliveIdle() const;
  virtual uint16_t getKeepAliveInterval() const;
  virtual uint8_t getKeepAliveCount() const;
  virtual void disableKeepAlive() { keepAlive(0, 0, 0); }

  /// The source port of the next connect, counted up with each; 0: lwIP chooses.
  static void setLocalPortStart(uint16_t port);

  static void stopAll();
  static void stopAllExcept(WiFiClient* kept);

 protected:
  friend class WiFiServer;

  /// Takes over the caller's reference.
  explicit WiFiClient(parley::board::api::TcpConnection* connection);

 private:
  int connect_to(uint32_t address, uint16_t port);
  void forget();

  parley::board::api::TcpConnection* connection_ = nullptr;
};
