// Whom a listener serves unless told otherwise.
#pragma once

#include <vector>

#include "base/address.h"
#include "base/clock.h"
#include "host/host.h"

namespace parley::session {

/// Loopback, the machine's own subnets, and the networks that the user allowed. The adapters are
/// asked for again when an address is not found and the last look is older than a second, so that a
/// network that came up later is known, and a flood of strangers costs one look a second.
class ServedAddresses {
 public:
  ServedAddresses(const host::Host& host, const Clock& clock, std::vector<Cidr> allowed);

  bool operator()(const IpAddress& address);

 private:
  const host::Host& host_;
  const Clock& clock_;
  std::vector<Cidr> allowed_;
  std::vector<host::Adapter> adapters_;
  SteadyTime looked_;
};

}  // namespace parley::session
