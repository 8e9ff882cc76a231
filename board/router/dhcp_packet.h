// A DHCP packet (RFC 2131, options RFC 2132), read from a client and written to one.
//
// Thread rule: plain functions on memory.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "board/router/frame.h"

namespace parley::board::router {

inline constexpr std::uint16_t dhcp_server_port = 67;
inline constexpr std::uint16_t dhcp_client_port = 68;

enum class DhcpType : std::uint8_t {
  discover = 1,
  offer = 2,
  request = 3,
  decline = 4,
  ack = 5,
  nak = 6,
  release = 7,
  inform = 8,
};

/// What a client sent: the fields that a server acts on.
struct DhcpRequest {
  DhcpType type = DhcpType::discover;
  std::uint32_t transaction = 0;
  std::uint16_t flags = 0;        ///< 0x8000: answer by broadcast
  Ip client{};                    ///< ciaddr: what it has and is sure of
  Mac mac{};                      ///< chaddr
  std::optional<Ip> requested{};  ///< option 50
  std::optional<Ip> server{};     ///< option 54
  std::string host_name{};        ///< option 12; may hold any octets
};

/// From a UDP payload; nothing for what is no DHCP request of an Ethernet client.
std::optional<DhcpRequest> parse_dhcp(std::span<const std::uint8_t> payload);

struct DhcpAnswer {
  DhcpType type = DhcpType::offer;
  Ip yours;                         ///< yiaddr; 0 for NAK and for the answer to INFORM
  std::uint32_t lease_seconds = 0;  ///< 0: no lease times in it
};

/// The payload: with mask, router and name server, but in a NAK. At least 300 octets, the least
/// that BOOTP clients take (RFC 951).
std::vector<std::uint8_t> dhcp_payload(const DhcpRequest& request, const DhcpAnswer& answer);

}  // namespace parley::board::router
