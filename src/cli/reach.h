// After "listening": which address and port a device should use. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "event/event.h"
#include "host/host.h"

namespace parley::cli {

/// What is known of this machine's network when a port was opened.
struct Reach {
  std::vector<host::Adapter> adapters;
  std::optional<unsigned> default_adapter;
  host::Wsl wsl = host::Wsl::no;
  host::Firewall firewall;
};

Reach look_at(const host::Host& host);

/// Lines without an end after the last:
///
///     a device uses 192.168.1.5 port 8888   (wlan0, Wi-Fi)
///                or 10.0.0.3 port 8888      (eth0, wired)
///     this machine  127.0.0.1 port 8888
///     peers outside of this machine's own subnets are refused; --allow CIDR serves them
///
/// And one more where this computer's own firewall is known to stop them.
std::string reach_text(event::Transport transport, const Endpoint& local, const Reach& reach);

}  // namespace parley::cli
