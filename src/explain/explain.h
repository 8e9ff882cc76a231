// From a failure and its evidence to words: what was tried and seen, why, and what to do next.
//
// Pure: nothing here asks the system. The caller describes what it asked for in a `Situation`, has
// `gather_evidence` (evidence.h) look at the computer, and shows the `Explanation`. The evidence
// that is missing only makes the words less exact.
//
// The words name options of this program's command line and commands of Debian. They quote names
// that the user typed and that programs gave themselves; who prints them on a terminal makes them
// safe, as for everything else.
//
// Thread rule: any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/result.h"
#include "event/event.h"
#include "host/host.h"

namespace parley::explain {

/// What went wrong on the way to.
enum class Operation : std::uint8_t {
  listen,   ///< opening a port
  connect,  ///< reaching a peer or opening a serial device, the look-up of its name included
  accept,   ///< taking in a peer that came
  talk,     ///< a conversation that had begun
};

/// What was asked for, and what is known of the computer that it was asked of.
struct Situation {
  Operation operation = Operation::connect;
  event::Transport transport = event::Transport::tcp;
  std::string target;                ///< as typed: a name, an address, "/dev/ttyUSB0"
  std::optional<Endpoint> endpoint;  ///< listen: the local end that was asked for; else the peer
  Port source_port{};                ///< connect: -p; 0 when the system chose
  std::optional<IpAddress::Family> family;  ///< -4 or -6
  unsigned baud = 0;                        ///< serial
  bool relay = false;                       ///< listen: the port is one of `parley relay`
  std::size_t peers_max = 0;                ///< --max-peers; 0: unknown
  std::size_t peers_per_address_max = 0;    ///< --max-peers-per-address; 0: unknown

  // Evidence. Empty means that it was not looked for or not found.
  std::vector<host::Adapter> adapters;
  std::optional<unsigned> default_adapter;
  std::optional<host::Route> route;  ///< to `endpoint`
  host::Neighbour next_hop;          ///< of the route's gateway, or of `endpoint` without one

  /// The router of the adapter that leads to `endpoint` without one: whether that link works.
  std::optional<IpAddress> router;
  host::Neighbour router_neighbour;

  host::Firewall firewall;            ///< this computer's own
  std::vector<host::Holder> holders;  ///< of the port in question, at whatever address
  unsigned unprivileged_port_start = 1024;
  host::User user;
  host::Wsl wsl = host::Wsl::no;
  host::DescriptorLimits descriptor_limits;
  std::vector<host::SerialDevice> serial_devices;  ///< all that there are
  std::optional<host::SerialDevice> device;        ///< the one in question
  std::optional<host::Holder> device_holder;
};

/// Each part is one line or several without a line end after the last. `why` and `next` are whole
/// sentences and may be empty; `what` is `to_string(error)`.
struct Explanation {
  std::string what;
  std::string why;
  std::string next;

  /// For programs, finer than the error's class: "filtered", "loopback_only" (docs/doctor.md lists
  /// them); the class's own name where there is nothing finer.
  std::string verdict = {};

  /// "The evidence does not decide between A and B."; empty where it does.
  std::string undecided = {};
};

Explanation explain(const Error& error, const Situation& situation);

/// Two to four lines, each with its line end:
///
///     cannot connect to 192.168.1.20:8888: connection refused (ECONNREFUSED)
///       why:  ...
///       next: ...
std::string to_text(const Explanation& explanation);

}  // namespace parley::explain
