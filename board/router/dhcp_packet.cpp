#include "board/router/dhcp_packet.h"

#include <algorithm>
#include <iterator>

namespace parley::board::router {

namespace {

constexpr std::uint32_t cookie = 0x63825363;
constexpr std::size_t options_at = 240;
constexpr std::size_t payload_bytes_min = 300;

enum Option : std::uint8_t {
  pad = 0,
  mask = 1,
  routers = 3,
  name_servers = 6,
  host_name = 12,
  requested_ip = 50,
  lease_time = 51,
  message_type = 53,
  server_id = 54,
  renewal_time = 58,
  rebinding_time = 59,
  end = 255,
};

void take_option(DhcpRequest& request, bool& typed, std::uint8_t code, Frame value) {
  switch (code) {
    case message_type:
      typed = value.size() == 1 && value[0] >= 1 && value[0] <= 8;
      if (typed) request.type = static_cast<DhcpType>(value[0]);
      break;
    case requested_ip:
      if (value.size() == 4) request.requested = Ip{number32(value, 0)};
      break;
    case server_id:
      if (value.size() == 4) request.server = Ip{number32(value, 0)};
      break;
    case host_name: request.host_name.assign(value.begin(), value.end()); break;
    default: break;
  }
}

/// False: an option is cut off, or the message type is missing.
bool take_options(DhcpRequest& request, Frame left) {
  bool typed = false;
  while (!left.empty() && left[0] != end) {
    if (left[0] == pad) {
      left = left.subspan(1);
      continue;
    }
    if (left.size() < 2 || left.size() < 2u + left[1]) return false;
    take_option(request, typed, left[0], left.subspan(2, left[1]));
    left = left.subspan(2u + left[1]);
  }
  return typed;
}

void put_number(std::vector<std::uint8_t>& out, Option code, std::uint32_t number) {
  out.push_back(code);
  out.push_back(4);
  put32(out, number);
}

}  // namespace

std::optional<DhcpRequest> parse_dhcp(std::span<const std::uint8_t> payload) {
  if (payload.size() < options_at) return std::nullopt;
  const bool from_ethernet_client = payload[0] == 1 && payload[1] == 1 && payload[2] == 6;
  if (!from_ethernet_client || number32(payload, 236) != cookie) return std::nullopt;
  DhcpRequest request;
  request.transaction = number32(payload, 4);
  request.flags = number16(payload, 10);
  request.client = Ip{number32(payload, 12)};
  std::copy_n(payload.begin() + 28, request.mac.size(), request.mac.begin());
  if (!take_options(request, payload.subspan(options_at))) return std::nullopt;
  return request;
}

std::vector<std::uint8_t> dhcp_payload(const DhcpRequest& request, const DhcpAnswer& answer) {
  std::vector<std::uint8_t> out{2, 1, 6, 0};
  put32(out, request.transaction);
  put16(out, 0);
  put16(out, request.flags);
  put32(out, answer.type == DhcpType::nak ? 0 : request.client.number);
  put32(out, answer.yours.number);
  put32(out, 0);  // siaddr: nothing to boot from
  put32(out, 0);
  std::copy(request.mac.begin(), request.mac.end(), std::back_inserter(out));
  out.resize(236, 0);
  put32(out, cookie);
  out.insert(out.end(), {message_type, 1, static_cast<std::uint8_t>(answer.type)});
  put_number(out, server_id, router_ip.number);
  if (answer.lease_seconds != 0) {
    put_number(out, lease_time, answer.lease_seconds);
    put_number(out, renewal_time, answer.lease_seconds / 2);        // T1, RFC 2131, 4.4.5
    put_number(out, rebinding_time, answer.lease_seconds / 8 * 7);  // T2
  }
  if (answer.type != DhcpType::nak) {
    put_number(out, mask, network_mask.number);
    put_number(out, routers, router_ip.number);
    put_number(out, name_servers, name_server_ip.number);
  }
  out.push_back(end);
  if (out.size() < payload_bytes_min) out.resize(payload_bytes_min, 0);
  return out;
}

}  // namespace parley::board::router
