// What the kernel says of itself.
#pragma once

#include <string_view>
#include <vector>

#include "host/host.h"

namespace parley::host {

/// From /proc/sys/kernel/osrelease ("5.15.90.1-microsoft-standard-WSL2") and the adapters. WSL2's
/// NAT is known by an eth0 in 172.16.0.0/12, where Windows puts it.
Wsl guess_wsl(std::string_view release, const std::vector<Adapter>& adapters);

}  // namespace parley::host
