// One computer of a SimWorld: its addresses and what is bound to its ports. Owned by the world;
// what is listed here is owned by the code under test and takes itself off the lists.
//
// Thread rule: the loop's thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/limits.h"

namespace parley::net {

class SimAcceptor;
class SimDatagrams;
class SimSerialDevice;

struct SimHost {
  explicit SimHost(std::vector<IpAddress> own);
  ~SimHost();
  SimHost(const SimHost&) = delete;
  SimHost& operator=(const SimHost&) = delete;

  /// True for its addresses and for loopback ones.
  bool has(const IpAddress& address) const;

  /// What a socket may be bound to: `has`, or "any".
  bool may_bind(const IpAddress& address) const { return address.is_any() || has(address); }

  /// The address that it would send from; nothing when it has none of that family.
  std::optional<IpAddress> source_for(const IpAddress& destination) const;

  SimAcceptor* find_acceptor(const Endpoint& at) const;

  /// The next free one of the dynamic ports (RFC 6335), in order.
  Port ephemeral_port();

  std::vector<IpAddress> addresses;
  std::vector<SimAcceptor*> acceptors;
  std::vector<SimDatagrams*> datagrams;
  std::map<std::string, std::unique_ptr<SimSerialDevice>> serial_devices;
  std::size_t backlog_max = limits::listen_backlog;
  unsigned accepts_to_fail = 0;

 private:
  std::uint16_t port_next_ = 49'152;
};

/// True when a socket bound to `bound` hears what is sent to `address`. "::" hears IPv4, too.
bool hears(const IpAddress& bound, bool v6_only, const IpAddress& address);

}  // namespace parley::net
