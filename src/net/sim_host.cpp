#include "net/sim_host.h"

#include <algorithm>

#include "net/sim_acceptor.h"
#include "net/sim_datagrams.h"
#include "net/sim_serial.h"

namespace parley::net {

SimHost::SimHost(std::vector<IpAddress> own) : addresses(std::move(own)) {}

SimHost::~SimHost() = default;

bool SimHost::has(const IpAddress& address) const {
  return address.is_loopback() ||
         std::find(addresses.begin(), addresses.end(), address) != addresses.end();
}

std::optional<IpAddress> SimHost::source_for(const IpAddress& destination) const {
  if (has(destination)) return destination;
  const auto same_family = [&](const IpAddress& own) {
    return own.family() == destination.family();
  };
  const auto found = std::find_if(addresses.begin(), addresses.end(), same_family);
  if (found == addresses.end()) return std::nullopt;
  return *found;
}

SimAcceptor* SimHost::find_acceptor(const Endpoint& at) const {
  const auto takes = [&at](const SimAcceptor* one) {
    return one->bound().port == at.port && hears(one->bound().address, one->v6_only(), at.address);
  };
  const auto found = std::find_if(acceptors.begin(), acceptors.end(), takes);
  return found == acceptors.end() ? nullptr : *found;
}

Port SimHost::ephemeral_port() {
  const auto taken = [this](Port port) {
    return std::any_of(acceptors.begin(), acceptors.end(),
                       [port](const SimAcceptor* one) { return one->bound().port == port; }) ||
           std::any_of(datagrams.begin(), datagrams.end(),
                       [port](const SimDatagrams* one) { return one->local().port == port; });
  };
  for (;;) {
    const auto port = static_cast<Port>(port_next_);
    port_next_ = port_next_ == 65'535 ? std::uint16_t{49'152} : std::uint16_t(port_next_ + 1);
    if (!taken(port)) return port;
  }
}

bool hears(const IpAddress& bound, bool v6_only, const IpAddress& address) {
  if (!bound.is_any()) return bound == address;
  return bound.family() == address.family() || (!bound.is_v4() && !v6_only);
}

}  // namespace parley::net
