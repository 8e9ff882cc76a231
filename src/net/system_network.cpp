#include "net/system_network.h"

#include <cerrno>
#include <netinet/in.h>

#include "base/limits.h"
#include "net/datagrams.h"
#include "net/icmp.h"
#include "net/serial.h"
#include "net/socket.h"
#include "net/tcp.h"

namespace parley::net {

Result<std::unique_ptr<Acceptor>> SystemNetwork::listen(const Endpoint& local, bool v6_only) {
  const std::string attempted = "listen on " + local.to_string();
  auto opened = open_socket(family_of(local.address), SOCK_STREAM, 0, attempted);
  if (!opened) return failure(opened.error());
  // Without it a restart must wait out TIME_WAIT, 60 s (tcp(7), SO_REUSEADDR in socket(7)).
  set_option(opened->get(), SOL_SOCKET, SO_REUSEADDR, 1);
  if (!local.address.is_v4()) {
    set_option(opened->get(), IPPROTO_IPV6, IPV6_V6ONLY, v6_only ? 1 : 0);
  }
  set_tcp_options(opened->get());
  const SocketAddress address(local);
  if (::bind(opened->get(), address.get(), address.length) != 0 ||
      ::listen(opened->get(), limits::listen_backlog) != 0) {
    return failure(system_error(attempted, errno));
  }
  return std::make_unique<TcpAcceptor>(loop_, std::move(*opened));
}

Task<Result<std::unique_ptr<Stream>>> SystemNetwork::connect(Endpoint remote, Port source,
                                                             Duration timeout) {
  const std::string attempted = "connect to " + remote.to_string();
  auto opened = open_socket(family_of(remote.address), SOCK_STREAM, 0, attempted);
  if (!opened) co_return failure(opened.error());
  set_tcp_options(opened->get());
  if (source != Port{0}) {
    set_option(opened->get(), SOL_SOCKET, SO_REUSEADDR, 1);
    const SocketAddress from({IpAddress::any(remote.address.family()), source});
    if (::bind(opened->get(), from.get(), from.length) != 0) {
      const std::string port = std::to_string(static_cast<unsigned>(source));
      co_return failure(system_error(attempted + " from port " + port, errno));
    }
  }
  ask_for_icmp(opened->get(), remote.address.family());
  const SocketAddress address(remote);
  if (::connect(opened->get(), address.get(), address.length) != 0 && errno != EINPROGRESS) {
    co_return failure(system_error(attempted, errno));
  }
  auto stream = std::make_unique<TcpStream>(loop_, std::move(*opened), remote);
  Timer limit(loop_, [&stream] { stream->wake(); });
  limit.arm(loop_.now() + timeout);
  const Interest possible = co_await ready(*stream, Interest::write);
  if (possible == Interest::none) {
    co_return failure({ErrorClass::timeout, ETIMEDOUT, attempted, "no answer"});
  }
  if (const int error = stream->connect_error(); error != 0) {
    Error failed = system_error(attempted, error);
    failed.seen += stream->refusal_words();
    co_return failure(std::move(failed));
  }
  stream->connect_is_over();
  std::unique_ptr<Stream> connected = std::move(stream);
  co_return Result<std::unique_ptr<Stream>>(std::move(connected));
}

Result<std::unique_ptr<Datagrams>> SystemNetwork::datagrams(DatagramProtocol protocol,
                                                            const Endpoint& local,
                                                            const std::optional<Endpoint>& remote) {
  return SocketDatagrams::open(loop_, protocol, local, remote);
}

Result<std::unique_ptr<Stream>> SystemNetwork::serial(const std::string& device,
                                                      const SerialSettings& settings) {
  return open_serial(loop_, device, settings);
}

}  // namespace parley::net
