#include "session/served.h"

#include <algorithm>

#include "host/subnets.h"

namespace parley::session {

using namespace std::chrono_literals;

ServedAddresses::ServedAddresses(const host::Host& host, const Clock& clock,
                                 std::vector<Cidr> allowed)
    : host_(host), clock_(clock), allowed_(std::move(allowed)), looked_(clock.steady() - 1h) {}

bool ServedAddresses::operator()(const IpAddress& address) {
  if (address.is_loopback()) return true;
  const bool allowed = std::any_of(allowed_.begin(), allowed_.end(),
                                   [&](const Cidr& network) { return network.contains(address); });
  if (allowed || host::in_own_subnets(adapters_, address)) return true;
  if (clock_.steady() - looked_ < 1s) return false;
  looked_ = clock_.steady();
  // Without an answer nobody but loopback and the allowed is served: the safe side.
  adapters_ = host_.adapters().value_or(std::vector<host::Adapter>{});
  return host::in_own_subnets(adapters_, address);
}

}  // namespace parley::session
