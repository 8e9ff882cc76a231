// From "host and port" to a connected stream: names, addresses in turn, TLS.
#pragma once

#include <memory>
#include <string>

#include "net/network.h"
#include "talk/settings.h"

namespace parley::talk {

/// "HOST:PORT" as typed, an IPv6 address in brackets.
std::string target_name(const ConnectSettings& settings);

/// Resolves, tries each address in the system's order, and for TLS shakes hands. `settings.timeout`
/// bounds the whole; what is left of it is shared by the addresses not tried yet, so that one that
/// swallows packets does not use it all. The error tells every address that was tried.
net::Task<Result<std::unique_ptr<net::Stream>>> dial(net::Network& network,
                                                     const ConnectSettings& settings);

}  // namespace parley::talk
