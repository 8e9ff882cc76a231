#include "board/router/air.h"

#include "board/link/random.h"

namespace parley::board::router {

namespace {

/// Nothing: it lets the board in.
std::optional<Refusal> refusal_of(const AirNetwork& network, const JoinWish& wish) {
  if (wish.bssid && *wish.bssid != network.bssid) return Refusal::no_network;
  if (!network.any_name && wish.ssid != network.ssid) return Refusal::no_network;
  if (!network.any_password && wish.password != network.password) {
    return network.password.empty() ? Refusal::no_network : Refusal::wrong_password;
  }
  if (network.stations >= network.stations_max) return Refusal::network_full;
  return std::nullopt;
}

int closeness(Refusal refusal) {
  switch (refusal) {
    case Refusal::no_network: return 0;
    case Refusal::wrong_password: return 1;
    case Refusal::network_full: return 2;
  }
  return 0;
}

std::uint64_t number_of(const Mac& mac) {
  std::uint64_t number = 0;
  for (const std::uint8_t octet : mac)
    number = number << 8 | octet;
  return number;
}

}  // namespace

Choice choose(std::span<const AirNetwork> air, const JoinWish& wish) {
  Choice best;
  const AirNetwork* any = nullptr;
  bool named = false;
  for (const auto& network : air) {
    const auto refusal = refusal_of(network, wish);
    if (network.any_name) {
      if (!refusal) any = &network;
      continue;
    }
    named = named || network.ssid == wish.ssid;
    if (!refusal) {
      if (best.network == nullptr) best.network = &network;
    } else if (closeness(*refusal) > closeness(best.refusal)) {
      best.refusal = *refusal;
    }
  }
  if (!named) best.network = any;
  return best;
}

int signal_strength(std::uint64_t seed, const Mac& one, const Mac& other) {
  const std::uint64_t pair = number_of(one) ^ (number_of(other) << 16);
  return -54 + static_cast<int>(link::Random(link::seed_for(seed, pair)).up_to(8));
}

}  // namespace parley::board::router
