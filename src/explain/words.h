// Internal: phrases that several explanations share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "explain/explain.h"

namespace parley::explain {

std::string number_of(Port port);

/// A serial conversation may have a listening port besides, which is not the device's matter.
bool about_serial(const Situation& situation);

/// "TCP port 8888"; for UDP and raw IP "UDP port 8888", "IP protocol 1". "that port" when unknown.
std::string port_words(const Situation& situation);

/// The peer's address; without it the name as typed, at last "the other side".
std::string peer_words(const Situation& situation);

/// "python3 (process 4242, yours)", "sshd (process 7, of user root)", "a program of user root".
std::string holder_words(const host::Holder& holder, const host::User& me);

/// True only when it is known: a Situation without evidence has no user's name.
bool is_root(const host::User& user);

/// "192.168.1.0/24 on wlan0, 172.17.0.0/16 on docker0"; empty when there is none but loopback.
std::string network_words(const std::vector<host::Adapter>& adapters);

/// "192.168.1.5 (wlan0), 127.0.0.1 (lo)": what can be bound to, the likely ones first, IPv4 or
/// IPv6.
std::string address_words(const Situation& situation, IpAddress::Family family);

/// "ARP" for IPv4, "neighbour discovery" for IPv6.
std::string_view neighbour_protocol(const IpAddress& address);

/// "(ARP: 5c:cf:7f:01:02:03)": the evidence that an address is there; empty without one.
std::string mac_words(const Situation& situation, const IpAddress& address);

/// "another port: parley listen -u 192.168.1.5 8889", the command as it was; for a relay "another
/// port, such as 8889."
std::string other_port_words(const Situation& situation, Port port);

/// "parley listen -u 8888": on all addresses.
std::string listen_everywhere_command(const Situation& situation);

/// "parley connect 192.168.1.5 8888" with the transport's option.
std::string connect_command(const Situation& situation, const std::string& host);

/// Who refused by ICMP, where the error tells (net/icmp.h has the words).
struct Refuser {
  std::string who;  ///< an address, or "this computer itself"
  bool own = false;
  bool prohibited = false;  ///< a rule forbids it
  bool port = false;        ///< "port unreachable"
};
std::optional<Refuser> refuser_of(const Error& error);

/// Whether TCP stood and the error came while TLS began (net/tls.h tells of the words).
bool in_tls_handshake(const Error& error);

/// With a capital first letter where a phrase of ours, no program's name, begins the sentence.
std::string at_sentence_start(std::string phrase);

/// The name as typed where a shell takes it as it is, else `placeholder`.
std::string typed_or(const std::string& typed, std::string_view placeholder);

/// Whether `part`, in lower case, is in `text`, in whatever case.
bool mentions(std::string_view text, std::string_view part);

/// "a, b, c"
std::string joined(const std::vector<std::string>& parts);

}  // namespace parley::explain
