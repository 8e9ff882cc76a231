#include "net/sim_network.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "net/sim_acceptor.h"
#include "net/sim_datagrams.h"
#include "net/sim_stream.h"

namespace parley::net {

namespace {

using Addresses = Result<std::vector<IpAddress>>;
using Connected = Result<std::unique_ptr<Stream>>;

bool fits(const IpAddress& address, AddressFamily family) {
  return family == AddressFamily::any || address.is_v4() == (family == AddressFamily::v4);
}

Error no_name(const std::string& name, std::string seen) {
  return {ErrorClass::no_name, 0, "resolve the name " + name, std::move(seen)};
}

Addresses look_up(const SimNames& names, const std::string& name, AddressFamily family) {
  if (names.silent) return failure(no_name(name, "no name server answered"));
  std::vector<IpAddress> found;
  if (const auto entry = names.table.find(name); entry != names.table.end()) {
    std::copy_if(entry->second.begin(), entry->second.end(), std::back_inserter(found),
                 [family](const IpAddress& address) { return fits(address, family); });
  }
  if (found.empty()) return failure(no_name(name, "no such name"));
  return found;
}

/// True when two sockets on one port would both hear something.
bool overlap(const IpAddress& a, bool a_v6_only, const IpAddress& b, bool b_v6_only) {
  return hears(a, a_v6_only, b) || hears(b, b_v6_only, a);
}

std::string datagram_attempt(DatagramProtocol protocol, const Endpoint& local,
                             const std::optional<Endpoint>& remote) {
  const Endpoint& shown = remote ? *remote : local;
  const std::string verb = remote ? "send to " : "listen on ";
  if (protocol == DatagramProtocol::udp) return verb + shown.to_string() + " (UDP)";
  return verb + shown.address.to_string() + " (raw IP, protocol " +
         std::to_string(static_cast<unsigned>(shown.port)) + ")";
}

}  // namespace

Task<Addresses> SimNetwork::resolve(std::string name, AddressFamily family) {
  if (const auto literal = IpAddress::parse(name)) {
    if (!fits(*literal, family)) {
      co_return failure(
          no_name(name, literal->is_v4() ? "it is an IPv4 address" : "it is an IPv6 address"));
    }
    co_return std::vector<IpAddress>{*literal};
  }
  co_await Sleep(world_.loop(), world_.now() + world_.names().delay);
  co_return look_up(world_.names(), name, family);
}

Result<std::unique_ptr<Acceptor>> SimNetwork::listen(const Endpoint& local, bool v6_only) {
  const std::string attempted = "listen on " + local.to_string();
  if (!host_.may_bind(local.address)) return failure(system_error(attempted, EADDRNOTAVAIL));
  Endpoint bound = local;
  if (bound.port == Port{0}) bound.port = host_.ephemeral_port();
  for (const SimAcceptor* other : host_.acceptors) {
    if (other->bound().port == bound.port &&
        overlap(bound.address, v6_only, other->bound().address, other->v6_only())) {
      return failure(system_error(attempted, EADDRINUSE));
    }
  }
  return std::make_unique<SimAcceptor>(world_, host_, bound, v6_only);
}

Task<Connected> SimNetwork::connect(Endpoint remote, Port source, Duration timeout) {
  const std::string attempted = "connect to " + remote.to_string();
  const auto own = host_.source_for(remote.address);
  if (!own) co_return failure(system_error(attempted, ENETUNREACH));
  Endpoint local{*own, source};
  if (source == Port{0}) {
    do {
      local.port = host_.ephemeral_port();
    } while (world_.flow_exists(local, remote));
  } else if (host_.find_acceptor(local)) {
    const std::string port = std::to_string(static_cast<unsigned>(source));
    co_return failure(system_error(attempted + " from port " + port, EADDRINUSE));
  } else if (world_.flow_exists(local, remote)) {
    co_return failure(system_error(attempted, EADDRNOTAVAIL));
  }
  const auto link = std::make_shared<SimLink>(world_, local, remote);
  auto stream = std::make_unique<SimStream>(world_, link, SimSide::client);
  link->open(world_.find_host(remote.address, host_));
  Timer limit(world_.loop(), [&stream] { stream->wake(); });
  limit.arm(world_.now() + timeout);
  const Interest possible = co_await ready(*stream, Interest::write);
  if (possible == Interest::none) {
    co_return failure({ErrorClass::timeout, ETIMEDOUT, attempted, "no answer"});
  }
  if (const int error = stream->connect_error(); error != 0) {
    co_return failure(system_error(attempted, error));
  }
  std::unique_ptr<Stream> connected = std::move(stream);
  co_return Connected(std::move(connected));
}

Result<std::unique_ptr<Datagrams>> SimNetwork::datagrams(DatagramProtocol protocol,
                                                         const Endpoint& local,
                                                         const std::optional<Endpoint>& remote) {
  const std::string attempted = datagram_attempt(protocol, local, remote);
  const bool raw = protocol == DatagramProtocol::raw;
  const Endpoint& typical = remote ? *remote : local;
  Endpoint bound = local;
  if (bound.address.is_any()) bound.address = IpAddress::any(typical.address.family());
  if (raw) bound.port = typical.port;
  if (!host_.may_bind(bound.address)) return failure(system_error(attempted, EADDRNOTAVAIL));
  if (remote && bound.address.is_any()) {
    const auto own = host_.source_for(remote->address);
    if (!own) return failure(system_error(attempted, ENETUNREACH));
    bound.address = *own;
  }
  if (bound.port == Port{0}) bound.port = host_.ephemeral_port();
  for (const SimDatagrams* other : host_.datagrams) {
    if (!raw && other->protocol() == protocol && other->local().port == bound.port &&
        overlap(bound.address, false, other->local().address, false)) {
      return failure(system_error(attempted, EADDRINUSE));
    }
  }
  return std::make_unique<SimDatagrams>(world_, host_, protocol, bound, remote);
}

Result<std::unique_ptr<Stream>> SimNetwork::serial(const std::string& device,
                                                   const SerialSettings& settings) {
  const auto found = host_.serial_devices.find(device);
  if (found == host_.serial_devices.end()) {
    return failure(system_error("open " + device, ENOENT));
  }
  return found->second->open(settings);
}

SimSerialDevice& SimNetwork::serial_device(const std::string& path) {
  auto& device = host_.serial_devices[path];
  if (!device) device = std::make_unique<SimSerialDevice>(world_, path);
  return *device;
}

}  // namespace parley::net
