// What a form offers to choose from: the addresses under which devices reach this computer, and its
// serial devices.
//
// Thread rule: any thread. Functions without arguments ask the system, which takes some
// milliseconds: not for a thread that somebody waits for.
#pragma once

#include <string>
#include <vector>

#include "host/host.h"

namespace parley::session {

/// One address to listen on.
struct OwnAddress {
  std::string address;  ///< "192.168.1.5"
  std::string adapter;  ///< "wlan0"
  std::string kind;     ///< "Wi-Fi"; for people (host::kind_name)
  bool likely = false;  ///< what a device on the network would use; of one at most

  friend bool operator==(const OwnAddress&, const OwnAddress&) = default;
};

/// The likely one first, those of virtual adapters and link-local ones behind, loopback last (that
/// one is always there).
std::vector<OwnAddress> own_addresses();
std::vector<OwnAddress> own_addresses(const host::Host& host);

/// Why devices do not reach this computer, and what helps: WSL2 hides it, or it has no address.
/// Lines without an end after the last; empty: nothing is known to be in the way.
std::string reach_remark();
std::string reach_remark(bool has_address, host::Wsl wsl);

struct SerialChoice {
  std::string path;         ///< "/dev/ttyUSB0"
  std::string description;  ///< "Silicon Labs CP2102"; may be empty
  bool may_open = true;     ///< by this user

  friend bool operator==(const SerialChoice&, const SerialChoice&) = default;
};

/// By path.
std::vector<SerialChoice> serial_devices();
std::vector<SerialChoice> serial_devices(const host::Host& host);

}  // namespace parley::session
