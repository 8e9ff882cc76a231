// The access point's DHCP server (RFC 2131): which address a board has.
//
// A MAC address that was here before gets the address it had. A new one gets the address it asks
// for when that is free (a board that outlived its router asks for the one it had), else the lowest
// that nobody had yet, from 10.0.2.15 on: so the first board is always 10.0.2.15, and a hundred
// boards keep their addresses when the router restarts under them. Counting from a hash of the MAC
// address would keep them without being asked, but then no transcript could say what the address
// is.
//
// Owner: the router. Thread rule: one thread. Limit: 240 addresses; a board beyond that gets the
// one that has been without a lease for longest, or no answer.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/clock.h"
#include "board/router/dhcp_packet.h"

namespace parley::board::router {

inline constexpr Ip pool_first{0x0a00020f};  // 10.0.2.15
inline constexpr Ip pool_last{0x0a0002fe};   // 10.0.2.254
inline constexpr std::chrono::hours lease_duration{24};

/// How long an offer is kept for its client, and a declined address from everybody.
inline constexpr std::chrono::seconds offer_duration{60};
inline constexpr std::chrono::minutes declined_duration{10};

class DhcpServer {
 public:
  struct Reply {
    DhcpAnswer answer;
    bool broadcast = false;  ///< else to the client's own MAC address
  };

  /// What the server answers; nothing where it is silent.
  std::optional<Reply> handle(const DhcpRequest& request, SteadyTime now);

  /// The address that this MAC has a lease for.
  std::optional<Ip> leased(const Mac& mac, SteadyTime now) const;

  /// Marks an address that a board uses without having asked (a static one), so that nobody else
  /// gets it.
  void in_use(const Mac& mac, Ip ip, SteadyTime now);

 private:
  struct Binding {
    Ip ip;
    SteadyTime until;  ///< lease or offer
    bool leased = false;
  };

  std::optional<Ip> address_for(const DhcpRequest& request, SteadyTime now);
  std::optional<Ip> free_address(SteadyTime now);
  bool may_have(const Mac& mac, Ip ip, SteadyTime now) const;
  void bind(const Mac& mac, Ip ip, SteadyTime until, bool leased);
  std::optional<Reply> discover(const DhcpRequest& request, SteadyTime now);
  std::optional<Reply> request(const DhcpRequest& request, SteadyTime now);
  void decline(const DhcpRequest& request, SteadyTime now);

  std::map<Mac, Binding> bindings_;
  std::map<Ip, Mac> owners_;           ///< of every address that somebody ever had
  std::map<Ip, SteadyTime> declined_;  ///< until when
};

}  // namespace parley::board::router
