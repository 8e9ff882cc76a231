// The real network: Linux sockets on an EpollLoop.
#pragma once

#include "net/epoll.h"
#include "net/network.h"

namespace parley::net {

class SystemNetwork final : public Network {
 public:
  explicit SystemNetwork(EpollLoop& loop) : loop_(loop) {}

  EpollLoop& loop() override { return loop_; }
  Task<Result<std::vector<IpAddress>>> resolve(std::string name, AddressFamily family) override;
  Result<std::unique_ptr<Acceptor>> listen(const Endpoint& local, bool v6_only) override;
  Task<Result<std::unique_ptr<Stream>>> connect(Endpoint remote, Port source,
                                                Duration timeout) override;
  Result<std::unique_ptr<Datagrams>> datagrams(DatagramProtocol protocol, const Endpoint& local,
                                               const std::optional<Endpoint>& remote) override;
  Result<std::unique_ptr<Stream>> serial(const std::string& device,
                                         const SerialSettings& settings) override;

 private:
  EpollLoop& loop_;
};

}  // namespace parley::net
