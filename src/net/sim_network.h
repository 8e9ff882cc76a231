// The network of a SimWorld as one of its computers sees it. Errors are worded as the real
// network's.
//
// Owned by whom SimWorld::host gave it to, and destroyed before the world. Thread rule: the loop's
// thread.
#pragma once

#include <memory>
#include <string>

#include "net/network.h"
#include "net/sim_serial.h"
#include "net/sim_world.h"

namespace parley::net {

class SimNetwork final : public Network {
 public:
  SimNetwork(SimWorld& world, SimHost& host) : guest_(world), world_(world), host_(host) {}

  Loop& loop() override { return world_.loop(); }
  Task<Result<std::vector<IpAddress>>> resolve(std::string name, AddressFamily family) override;
  Result<std::unique_ptr<Acceptor>> listen(const Endpoint& local, bool v6_only) override;
  Task<Result<std::unique_ptr<Stream>>> connect(Endpoint remote, Port source,
                                                Duration timeout) override;
  Result<std::unique_ptr<Datagrams>> datagrams(DatagramProtocol protocol, const Endpoint& local,
                                               const std::optional<Endpoint>& remote) override;
  Result<std::unique_ptr<Stream>> serial(const std::string& device,
                                         const SerialSettings& settings) override;

  /// The next `count` accepts on this computer find no free descriptor (EMFILE).
  void fail_accepts(unsigned count) { host_.accepts_to_fail = count; }

  /// How many connections may wait to be accepted; further SYNs get no answer.
  void set_backlog(std::size_t connections) { host_.backlog_max = connections; }

  /// The device at this path, plugged in. Made when it is first asked for.
  SimSerialDevice& serial_device(const std::string& path);

 private:
  SimGuest guest_;
  SimWorld& world_;
  SimHost& host_;
};

}  // namespace parley::net
