// Who said no to a connection attempt: the ICMP message (RFC 792, RFC 4443) behind its errno.
//
// ECONNREFUSED comes from a RST of the host or from "port unreachable", which only a firewall sends
// for TCP; EHOSTUNREACH from a router that cannot deliver, from a firewall that forbids, or from
// this computer's own neighbour table. The socket's error queue (ip(7), IP_RECVERR) knows which.
//
// Thread rule: any.
#pragma once

#include <optional>
#include <string>

#include "base/address.h"

namespace parley::net {

struct IcmpRefusal {
  IpAddress from;  ///< who sent it; one of our own addresses when this computer itself did
  IpAddress::Family family = IpAddress::Family::v4;  ///< whose types and codes these are
  unsigned type = 0;
  unsigned code = 0;

  friend bool operator==(const IcmpRefusal&, const IcmpRefusal&) = default;
};

/// Asks for such messages, on a TCP socket before connect(2). Keep it on no longer than the
/// attempt: an ICMP error would otherwise end a connection that stands.
void ask_for_icmp(int descriptor, IpAddress::Family family);
void stop_asking_for_icmp(int descriptor, IpAddress::Family family);

/// Takes the oldest message from the socket's queue; nothing when there is none.
std::optional<IcmpRefusal> take_icmp(int descriptor);

/// What belongs behind the errno's words: `: 10.0.0.1 says "host unreachable" (ICMP type 3, code
/// 1)`. `own`: the address that we called from. Empty where this computer's own neighbour table is
/// all there is behind it; that is told by other evidence.
std::string icmp_words(const IcmpRefusal& refusal, const IpAddress& own);

}  // namespace parley::net
