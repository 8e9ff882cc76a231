#include "board/router/dhcp_server.h"

namespace parley::board::router {

namespace {

constexpr std::uint32_t lease_seconds =
    std::chrono::duration_cast<std::chrono::duration<std::uint32_t>>(lease_duration).count();
constexpr std::uint16_t broadcast_flag = 0x8000;

bool in_pool(Ip ip) {
  return ip >= pool_first && ip <= pool_last;
}

/// RFC 2131, 4.1: a client that has an address hears it; else its flag says.
DhcpServer::Reply reply(const DhcpRequest& request, DhcpType type, Ip yours) {
  const bool broadcast = !request.client && (request.flags & broadcast_flag) != 0;
  return {{type, yours, lease_seconds}, broadcast};
}

/// RFC 2131, 4.3.2: always by broadcast, since the client may believe in another network.
DhcpServer::Reply refusal() {
  return {{DhcpType::nak, Ip{}, 0}, true};
}

}  // namespace

std::optional<DhcpServer::Reply> DhcpServer::handle(const DhcpRequest& asked, SteadyTime now) {
  switch (asked.type) {
    case DhcpType::discover: return discover(asked, now);
    case DhcpType::request: return request(asked, now);
    case DhcpType::decline: decline(asked, now); return std::nullopt;
    case DhcpType::release: {
      const auto found = bindings_.find(asked.mac);
      if (found != bindings_.end() && found->second.ip == asked.client) {
        bind(asked.mac, asked.client, now, false);
      }
      return std::nullopt;
    }
    case DhcpType::inform: return Reply{{DhcpType::ack, Ip{}, 0}, false};
    case DhcpType::offer:
    case DhcpType::ack:
    case DhcpType::nak: break;
  }
  return std::nullopt;
}

std::optional<Ip> DhcpServer::leased(const Mac& mac, SteadyTime now) const {
  const auto found = bindings_.find(mac);
  if (found == bindings_.end() || !found->second.leased || found->second.until <= now) {
    return std::nullopt;
  }
  return found->second.ip;
}

void DhcpServer::in_use(const Mac& mac, Ip ip, SteadyTime now) {
  if (in_pool(ip) && may_have(mac, ip, now)) bind(mac, ip, now + lease_duration, true);
}

/// Nobody else holds it, or offered, or leased it any more, and it was not found in use.
bool DhcpServer::may_have(const Mac& mac, Ip ip, SteadyTime now) const {
  if (!in_pool(ip)) return false;
  const auto declined = declined_.find(ip);
  if (declined != declined_.end() && declined->second > now) return false;
  const auto owner = owners_.find(ip);
  return owner == owners_.end() || owner->second == mac || bindings_.at(owner->second).until <= now;
}

void DhcpServer::bind(const Mac& mac, Ip ip, SteadyTime until, bool leased) {
  const auto before = bindings_.find(mac);
  if (before != bindings_.end() && before->second.ip != ip) owners_.erase(before->second.ip);
  const auto owner = owners_.find(ip);
  if (owner != owners_.end() && owner->second != mac) bindings_.erase(owner->second);
  owners_[ip] = mac;
  bindings_[mac] = {ip, until, leased};
}

std::optional<Ip> DhcpServer::free_address(SteadyTime now) {
  std::optional<Ip> stalest;
  SteadyTime stalest_until = now;
  for (Ip ip = pool_first; ip <= pool_last; ++ip.number) {
    const auto declined = declined_.find(ip);
    if (declined != declined_.end() && declined->second > now) continue;
    const auto owner = owners_.find(ip);
    if (owner == owners_.end()) return ip;
    const SteadyTime until = bindings_.at(owner->second).until;
    if (until < stalest_until) {
      stalest = ip;
      stalest_until = until;
    }
  }
  return stalest;
}

std::optional<Ip> DhcpServer::address_for(const DhcpRequest& request, SteadyTime now) {
  const auto found = bindings_.find(request.mac);
  if (found != bindings_.end() && may_have(request.mac, found->second.ip, now)) {
    return found->second.ip;
  }
  if (request.requested && may_have(request.mac, *request.requested, now)) return request.requested;
  return free_address(now);
}

std::optional<DhcpServer::Reply> DhcpServer::discover(const DhcpRequest& request, SteadyTime now) {
  const auto ip = address_for(request, now);
  if (!ip) return std::nullopt;
  // A board that has a lease and asks anew keeps it while it decides.
  if (leased(request.mac, now) != ip) bind(request.mac, *ip, now + offer_duration, false);
  return reply(request, DhcpType::offer, *ip);
}

/// RFC 2131, 4.3.2. Which of the four it is shows in what the client fills in: the server's
/// identity (it accepts an offer), an address asked for (it restarted), or ciaddr (it renews or
/// rebinds).
std::optional<DhcpServer::Reply> DhcpServer::request(const DhcpRequest& request, SteadyTime now) {
  if (request.server && *request.server != router_ip) return std::nullopt;  // another's offer
  const Ip wanted = request.requested.value_or(request.client);
  if (!may_have(request.mac, wanted, now)) return refusal();
  bind(request.mac, wanted, now + lease_duration, true);
  return reply(request, DhcpType::ack, wanted);
}

/// The client found somebody else at the address.
void DhcpServer::decline(const DhcpRequest& request, SteadyTime now) {
  const auto found = bindings_.find(request.mac);
  if (found == bindings_.end() || request.requested != found->second.ip) return;
  declined_[found->second.ip] = now + declined_duration;
  owners_.erase(found->second.ip);
  bindings_.erase(found);
}

}  // namespace parley::board::router
