#include "net/icmp.h"

#include <array>
#include <cstring>
#include <ctime>
#include <fmt/format.h>
#include <linux/errqueue.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <string_view>

#include "net/socket.h"

namespace parley::net {

namespace {

std::string_view words_v4(unsigned type, unsigned code) {
  if (type == ICMP_TIME_EXCEEDED) return "time to live exceeded";
  if (type != ICMP_DEST_UNREACH) return "destination unreachable";
  switch (code) {
    case ICMP_NET_UNREACH:
    case ICMP_NET_UNKNOWN: return "network unreachable";
    case ICMP_HOST_UNREACH:
    case ICMP_HOST_UNKNOWN: return "host unreachable";
    case ICMP_PROT_UNREACH: return "protocol unreachable";
    case ICMP_PORT_UNREACH: return "port unreachable";
    case ICMP_NET_ANO:
    case ICMP_HOST_ANO:
    case ICMP_PKT_FILTERED: return "administratively prohibited";
    default: return "destination unreachable";
  }
}

// RFC 4443, 3.1: codes 5 and 6 are kinds of "prohibited".
std::string_view words_v6(unsigned type, unsigned code) {
  constexpr unsigned ingress_policy = 5;
  constexpr unsigned reject_route = 6;
  if (type == ICMP6_TIME_EXCEEDED) return "hop limit exceeded";
  if (type != ICMP6_DST_UNREACH) return "destination unreachable";
  switch (code) {
    case ICMP6_DST_UNREACH_NOROUTE: return "no route to destination";
    case ICMP6_DST_UNREACH_ADDR: return "address unreachable";
    case ICMP6_DST_UNREACH_NOPORT: return "port unreachable";
    case ICMP6_DST_UNREACH_ADMIN:
    case ingress_policy:
    case reject_route: return "administratively prohibited";
    default: return "destination unreachable";
  }
}

// Sent by this computer to itself when ARP or neighbour discovery got no answer.
bool of_neighbour_table(const IcmpRefusal& refusal) {
  return refusal.family == IpAddress::Family::v4
             ? refusal.type == ICMP_DEST_UNREACH && refusal.code == ICMP_HOST_UNREACH
             : refusal.type == ICMP6_DST_UNREACH && refusal.code == ICMP6_DST_UNREACH_ADDR;
}

std::optional<IcmpRefusal> refusal_of(const cmsghdr& header) {
  const bool v4 = header.cmsg_level == IPPROTO_IP && header.cmsg_type == IP_RECVERR;
  const bool v6 = header.cmsg_level == IPPROTO_IPV6 && header.cmsg_type == IPV6_RECVERR;
  if (!v4 && !v6) return std::nullopt;
  sock_extended_err told{};
  std::memcpy(&told, CMSG_DATA(&header), sizeof told);
  if (told.ee_origin != SO_EE_ORIGIN_ICMP && told.ee_origin != SO_EE_ORIGIN_ICMP6) {
    return std::nullopt;
  }
  // The sender's address stands behind it (ip(7), SO_EE_OFFENDER).
  SocketAddress sender;
  const auto* behind = CMSG_DATA(&header) + sizeof told;
  std::memcpy(&sender.storage, behind, v4 ? sizeof(sockaddr_in) : sizeof(sockaddr_in6));
  const auto family =
      told.ee_origin == SO_EE_ORIGIN_ICMP ? IpAddress::Family::v4 : IpAddress::Family::v6;
  return IcmpRefusal{sender.endpoint().address, family, told.ee_type, told.ee_code};
}

void set_asking(int descriptor, IpAddress::Family family, int on) {
  if (family == IpAddress::Family::v4) {
    set_option(descriptor, IPPROTO_IP, IP_RECVERR, on);
  } else {
    set_option(descriptor, IPPROTO_IPV6, IPV6_RECVERR, on);
  }
}

}  // namespace

void ask_for_icmp(int descriptor, IpAddress::Family family) {
  set_asking(descriptor, family, 1);
}

void stop_asking_for_icmp(int descriptor, IpAddress::Family family) {
  set_asking(descriptor, family, 0);
}

std::optional<IcmpRefusal> take_icmp(int descriptor) {
  constexpr std::size_t control_bytes = 256;
  alignas(cmsghdr) std::array<char, control_bytes> control{};
  msghdr message{};
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  if (::recvmsg(descriptor, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) return std::nullopt;
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
    if (auto refusal = refusal_of(*header)) return refusal;
  }
  return std::nullopt;
}

std::string icmp_words(const IcmpRefusal& refusal, const IpAddress& own) {
  const bool ours = refusal.from == own || refusal.from.is_loopback();
  if (ours && of_neighbour_table(refusal)) return "";
  const bool v4 = refusal.family == IpAddress::Family::v4;
  return fmt::format(
      ": {} says \"{}\" (ICMP{} type {}, code {})",
      ours ? "this computer itself" : refusal.from.to_string(),
      v4 ? words_v4(refusal.type, refusal.code) : words_v6(refusal.type, refusal.code),
      v4 ? "" : "v6", refusal.type, refusal.code);
}

}  // namespace parley::net
