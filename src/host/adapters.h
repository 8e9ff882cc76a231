// What an adapter is, guessed from what the system says of it.
#pragma once

#include <string>

#include "host/host.h"

namespace parley::host {

/// What `guess_kind` goes by.
struct LinkFacts {
  std::string name;
  std::string driver_kind;  ///< IFLA_INFO_KIND: "bridge", "veth", "wireguard"; empty for hardware
  unsigned hardware = 0;    ///< ARPHRD_*, if_arp.h
  bool loopback = false;
  bool has_device = false;  ///< /sys/class/net/NAME/device: there is hardware behind it
  bool has_radio = false;   ///< /sys/class/net/NAME/wireless or phy80211
};

AdapterKind guess_kind(const LinkFacts& facts);

}  // namespace parley::host
