#include "net/datagrams.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>

namespace parley::net {

namespace {

constexpr int receive_buffer_bytes = 8 * 1024 * 1024;

void ask_for_buffer(int descriptor) {
  // The forced form ignores net.core.rmem_max but needs CAP_NET_ADMIN.
  if (!set_option(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, receive_buffer_bytes)) {
    set_option(descriptor, SOL_SOCKET, SO_RCVBUF, receive_buffer_bytes);
  }
}

std::uint64_t drops_in(const msghdr& message, std::uint64_t before) {
  for (cmsghdr* control = CMSG_FIRSTHDR(&message); control != nullptr;
       control = CMSG_NXTHDR(const_cast<msghdr*>(&message), control)) {
    if (control->cmsg_level == SOL_SOCKET && control->cmsg_type == SO_RXQ_OVFL) {
      std::uint32_t counter = 0;  // wraps at 2^32
      std::memcpy(&counter, CMSG_DATA(control), sizeof counter);
      return before + (counter - static_cast<std::uint32_t>(before));
    }
  }
  return before;
}

std::string describe(DatagramProtocol protocol, const Endpoint& local,
                     const std::optional<Endpoint>& remote) {
  const Endpoint& shown = remote ? *remote : local;
  const std::string verb = remote ? "send to " : "listen on ";
  if (protocol == DatagramProtocol::udp) return verb + shown.to_string() + " (UDP)";
  return verb + shown.address.to_string() + " (raw IP, protocol " +
         std::to_string(static_cast<unsigned>(shown.port)) + ")";
}

}  // namespace

Result<std::unique_ptr<Datagrams>> SocketDatagrams::open(EpollLoop& loop, DatagramProtocol protocol,
                                                         const Endpoint& local,
                                                         const std::optional<Endpoint>& remote) {
  const std::string attempted = describe(protocol, local, remote);
  const bool raw = protocol == DatagramProtocol::raw;
  const Endpoint& typical = remote ? *remote : local;
  const int number = raw ? static_cast<int>(typical.port) : 0;
  auto opened =
      open_socket(family_of(typical.address), raw ? SOCK_RAW : SOCK_DGRAM, number, attempted);
  if (!opened) return failure(opened.error());
  Descriptor socket = std::move(*opened);
  // SO_REUSEADDR here would let two programs bind one UDP port and share its datagrams at random.
  set_option(socket.get(), SOL_SOCKET, SO_BROADCAST, 1);
  set_option(socket.get(), SOL_SOCKET, SO_RXQ_OVFL, 1);
  if (!typical.address.is_v4()) set_option(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, raw ? 1 : 0);
  ask_for_buffer(socket.get());

  Endpoint bound = local;
  if (bound.address.is_any()) bound.address = IpAddress::any(typical.address.family());
  if (raw) bound.port = Port{0};
  if (const SocketAddress address(bound);
      ::bind(socket.get(), address.get(), address.length) != 0) {
    return failure(system_error(attempted, errno));
  }
  if (remote) {
    Endpoint target = *remote;
    if (raw) target.port = Port{0};
    const SocketAddress address(target);
    if (::connect(socket.get(), address.get(), address.length) != 0) {
      return failure(system_error(attempted, errno));
    }
  }
  Endpoint own = local_endpoint(socket.get());
  if (raw) own.port = typical.port;
  return std::make_unique<SocketDatagrams>(loop, std::move(socket), protocol, own, remote);
}

SocketDatagrams::SocketDatagrams(EpollLoop& loop, Descriptor socket, DatagramProtocol protocol,
                                 Endpoint local, std::optional<Endpoint> remote)
    : socket_(std::move(socket)),
      watch_(loop, socket_.get()),
      protocol_(protocol),
      local_(local),
      remote_(remote) {}

std::size_t SocketDatagrams::cut_ip_header(std::span<char> packet) const {
  // RFC 791: the low half of the first octet counts 32-bit words. IPv6 raw sockets give no header.
  if (protocol_ != DatagramProtocol::raw || !local_.address.is_v4() || packet.empty()) {
    return packet.size();
  }
  const std::size_t header = (static_cast<unsigned char>(packet[0]) & 0x0fu) * 4u;
  if (header > packet.size()) return packet.size();
  std::memmove(packet.data(), packet.data() + header, packet.size() - header);
  return packet.size() - header;
}

Datagram SocketDatagrams::receive(std::span<char> into) {
  SocketAddress from;
  iovec piece{into.data(), into.size()};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(std::uint32_t)) + 64];
  msghdr message{};
  message.msg_name = from.get();
  message.msg_namelen = from.length;
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  const ssize_t got = ::recvmsg(socket_.get(), &message, 0);
  if (got < 0) {
    const bool nothing = errno == EAGAIN || errno == EINTR;
    return {nothing ? Io::again() : Io::failed(errno), {}, kernel_drops_};
  }
  kernel_drops_ = drops_in(message, kernel_drops_);
  Endpoint sender = from.endpoint();
  if (protocol_ == DatagramProtocol::raw) sender.port = local_.port;
  return {Io::done(cut_ip_header(into.first(static_cast<std::size_t>(got)))), sender,
          kernel_drops_};
}

Io SocketDatagrams::send(Bytes bytes, const Endpoint& to) {
  ssize_t sent = 0;
  if (remote_) {
    sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  } else {
    Endpoint target = to;
    if (protocol_ == DatagramProtocol::raw) target.port = Port{0};
    SocketAddress address(target);
    if (target.address.is_v4() && !local_.address.is_v4()) {
      // A v6 socket reaches IPv4 by mapped addresses only (ipv6(7)).
      sockaddr_in6 mapped{};
      mapped.sin6_family = AF_INET6;
      mapped.sin6_port = htons(static_cast<std::uint16_t>(target.port));
      mapped.sin6_addr.s6_addr[10] = mapped.sin6_addr.s6_addr[11] = 0xff;
      std::memcpy(&mapped.sin6_addr.s6_addr[12], target.address.octets(), 4);
      std::memcpy(&address.storage, &mapped, sizeof mapped);
      address.length = sizeof mapped;
    }
    sent = ::sendto(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL, address.get(),
                    address.length);
  }
  if (sent >= 0) return Io::done(static_cast<std::size_t>(sent));
  if (errno == EAGAIN || errno == EINTR) return Io::again();
  return Io::failed(errno);
}

}  // namespace parley::net
