// What opens conversations: the real network (system_network.h) or a simulated one (sim_network.h).
//
// Errors come whole (`attempted`, `seen`); nothing here prints, retries or decides who may connect.
//
// Thread rule: the loop's thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/result.h"
#include "net/loop.h"
#include "net/stream.h"
#include "net/task.h"

namespace parley::net {

/// Which addresses a name may resolve to.
enum class AddressFamily : std::uint8_t { any, v4, v6 };

enum class DatagramProtocol : std::uint8_t { udp, raw };

/// serial: termios(3) settings. DTR and RTS keep what the driver gives them unless a value is set:
/// on ESP8266 boards they are wired to reset and boot mode.
struct SerialSettings {
  unsigned baud = 115'200;  ///< any rate the device can do, 74,880 (the chip's boot rate) included
  std::optional<bool> dtr;
  std::optional<bool> rts;
};

class Network {
 public:
  virtual ~Network() = default;
  virtual Loop& loop() = 0;

  /// All addresses of a name or a literal, in the system's order of preference, at least one.
  virtual Task<Result<std::vector<IpAddress>>> resolve(std::string name, AddressFamily family) = 0;

  /// A listening TCP port with SO_REUSEADDR. `::` serves IPv4 too unless `v6_only`. Port 0: the
  /// system chooses.
  virtual Result<std::unique_ptr<Acceptor>> listen(const Endpoint& local, bool v6_only) = 0;

  /// One TCP connection attempt to one address. `source` port 0: the system chooses.
  virtual Task<Result<std::unique_ptr<Stream>>> connect(Endpoint remote, Port source,
                                                        Duration timeout) = 0;

  /// A UDP or raw socket. With `remote` it is connected: it hears and speaks to that end alone.
  virtual Result<std::unique_ptr<Datagrams>> datagrams(DatagramProtocol protocol,
                                                       const Endpoint& local,
                                                       const std::optional<Endpoint>& remote) = 0;

  virtual Result<std::unique_ptr<Stream>> serial(const std::string& device,
                                                 const SerialSettings& settings) = 0;
};

}  // namespace parley::net
