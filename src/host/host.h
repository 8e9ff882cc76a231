// What this computer is: adapters, routes, neighbours, who holds a port, serial devices. Read-only:
// nothing here changes anything.
//
// `SystemHost` (system_host.h) asks the kernel; `FakeHost` (fake_host.h) holds plain data for
// tests. Nothing is cached: each call asks anew and costs system calls (port and device holders
// walk all of /proc), so none of them belongs on a path that runs for every message.
//
// Text that a device or another user's program chose (USB names, command names) comes with every
// byte outside printable ASCII replaced by '?', so that it may be shown on a terminal.
//
// Thread rule: any thread; the implementations keep no state between calls.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/result.h"
#include "host/firewall.h"

namespace parley::host {

/// A guess from the link's type, its driver and its name; good for ordering and for words only.
enum class AdapterKind : std::uint8_t {
  loopback,
  wired,
  wireless,
  bridge,
  container,  ///< made by Docker, Podman, LXC or a virtual machine monitor
  tunnel,     ///< a VPN or point-to-point link
  other,      ///< any other virtual adapter
};

/// For people: "wired", "Wi-Fi", "bridge", "container", "VPN", "virtual", "loopback".
std::string_view kind_name(AdapterKind kind);

struct Adapter {
  std::string name;    ///< "wlan0"
  unsigned index = 0;  ///< the scope of its link-local IPv6 addresses
  AdapterKind kind = AdapterKind::wired;
  bool up = true;       ///< switched on by the administrator (IFF_UP)
  bool running = true;  ///< has a carrier (IFF_RUNNING)
  std::string mac;      ///< "5c:cf:7f:01:02:03", or empty

  /// `network` is the adapter's own address with all of its bits, with its scope when it is
  /// link-local IPv6; `prefix_bits` is its subnet's.
  std::vector<Cidr> addresses;
};

/// How the kernel would send to one address (rtnetlink(7), RTM_GETROUTE).
struct Route {
  unsigned adapter = 0;
  std::string adapter_name;
  std::optional<IpAddress> source;   ///< the address that we would speak from
  std::optional<IpAddress> gateway;  ///< nothing: the destination is on the link itself
  bool local = false;                ///< the destination is this computer
};

/// What ARP (RFC 826) or neighbour discovery (RFC 4861) knows of an address.
enum class NeighbourState : std::uint8_t {
  none,        ///< never asked, forgotten, or the link needs no such question
  incomplete,  ///< asked, no answer yet
  reachable,   ///< answered a moment ago, or set by hand
  stale,       ///< answered some time ago
  failed,      ///< asked, and nobody answered
};

struct Neighbour {
  NeighbourState state = NeighbourState::none;
  std::string mac;  ///< empty unless it is reachable or stale
};

/// Who has a port or a device open. Without `pid` the process belongs to another user and the
/// system does not show it.
struct Holder {
  std::optional<int> pid;
  std::string command;   ///< /proc/PID/comm: at most 15 characters
  unsigned user_id = 0;  ///< for a socket its owner, for a device the process's
  std::string user;      ///< the name of `user_id`, or the number where it has none
  Endpoint local;        ///< sockets only
  bool listening = false;

  /// TCP, listening: connections that stand but that the program has not accepted yet.
  unsigned waiting = 0;
};

/// WSL2 puts Linux behind its own NAT, where no device of the LAN can reach it.
enum class Wsl : std::uint8_t { no, nat, mirrored_or_unknown };

/// Who runs this program.
struct User {
  unsigned id = 0;
  std::string name;

  /// The groups of this process, and those that the user database gives to the user. They differ
  /// until a user who was added to a group logs in again.
  std::vector<std::string> groups;
  std::vector<std::string> groups_assigned;
};

struct SerialDevice {
  std::string path;             ///< "/dev/ttyUSB0"
  std::string link;             ///< "/dev/serial/by-id/...": stays when it is plugged in elsewhere
  std::string description;      ///< maker and product, "Silicon Labs CP2102"; or empty
  std::string group;            ///< the group that owns it, "dialout"
  bool group_may_open = false;  ///< its members may read and write
  bool may_open = false;        ///< this user may read and write, access(2)
};

/// RLIMIT_NOFILE, getrlimit(2).
struct DescriptorLimits {
  std::uint64_t soft = 0;
  std::uint64_t hard = 0;
};

class Host {
 public:
  virtual ~Host() = default;

  /// All adapters by index, loopback included. Fails when the kernel does not answer, as in a
  /// sandbox without netlink(7).
  virtual Result<std::vector<Adapter>> adapters() const = 0;

  /// Nothing when there is no way there. A link-local IPv6 destination needs its scope.
  virtual std::optional<Route> route_to(const IpAddress& destination) const = 0;

  /// The index of the adapter of the default route, IPv4's before IPv6's; nothing without one.
  virtual std::optional<unsigned> default_adapter() const = 0;

  /// The router of the default route by this adapter; nothing without one.
  virtual std::optional<IpAddress> gateway_of(unsigned adapter, IpAddress::Family family) const = 0;

  virtual Neighbour neighbour(const IpAddress& address) const = 0;

  /// Every socket on this port, on whatever address; empty when none is seen.
  virtual std::vector<Holder> port_holders(Protocol protocol, Port port) const = 0;

  /// Runs nft(8) where it is installed and this user may; a second at most.
  virtual Firewall firewall() const = 0;

  virtual Wsl wsl() const = 0;

  /// The first port that needs no privilege (ip(7)); 1024 where the system does not tell.
  virtual unsigned unprivileged_port_start() const = 0;

  virtual User user() const = 0;
  virtual DescriptorLimits descriptor_limits() const = 0;

  /// Serial ports with hardware behind them, by path.
  virtual std::vector<SerialDevice> serial_devices() const = 0;

  /// One device, listed or not (a pseudo-terminal is not); nothing when the path leads nowhere.
  virtual std::optional<SerialDevice> serial_device(const std::string& path) const = 0;

  /// Who has a device open; nothing when nobody is seen to.
  virtual std::optional<Holder> device_holder(const std::string& path) const = 0;
};

/// Among all sockets on a port the one that keeps us from binding to `address`: a listening one
/// first, then one at that very address. Nothing when none is in the way.
std::optional<Holder> holder_in_the_way(const std::vector<Holder>& holders,
                                        const IpAddress& address);

/// `holder_in_the_way` of `Host::port_holders`.
std::optional<Holder> port_holder(const Host& host, Protocol protocol, Port port,
                                  const IpAddress& address);

}  // namespace parley::host
