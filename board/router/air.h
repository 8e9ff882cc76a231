// What is in the air: the router's own network and the access points that boards opened, and which
// of them lets a board in.
//
// Thread rule: plain functions on values.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "board/link/message.h"

namespace parley::board::router {

using link::Mac;
using link::Refusal;

/// The one channel here.
inline constexpr std::uint8_t air_channel = 6;

/// What the router's own network is called where nobody named it; any name joins it then.
inline constexpr std::string_view ssid_default = "Parley";

/// As many as there are addresses (dhcp_server.h).
inline constexpr std::size_t router_stations_max = 240;

struct AirNetwork {
  std::uint64_t owner = 0;  ///< 0 is the router, else a board
  std::string ssid;
  std::string password;  ///< empty: open
  Mac bssid{};
  bool hidden = false;
  bool any_name = false;      ///< lets in whatever name is asked for
  bool any_password = false;  ///< and whatever password
  std::size_t stations = 0;
  std::size_t stations_max = 0;
};

struct JoinWish {
  std::string_view ssid;
  std::string_view password;
  std::optional<Mac> bssid;  ///< only this one
};

/// Which network a board joins, or the refusal of the one that came closest: full, else the wrong
/// password, else no such network. One that takes any name stands aside where one has the very
/// name. An open network does not exist for who brings a password, as on the chip.
struct Choice {
  const AirNetwork* network = nullptr;
  Refusal refusal = Refusal::no_network;
};
Choice choose(std::span<const AirNetwork> air, const JoinWish& wish);

/// The signal between two radios, in dBm: from -54 to -46, always the same for the same three.
int signal_strength(std::uint64_t seed, const Mac& one, const Mac& other);

}  // namespace parley::board::router
