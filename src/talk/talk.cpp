#include "talk/talk.h"

#include <algorithm>
#include <list>

#include "talk/context.h"
#include "talk/datagram_port.h"
#include "talk/dial.h"
#include "talk/relay.h"
#include "talk/stream_client.h"
#include "talk/stream_server.h"

namespace parley::talk {

/// Everything that lives as long as the talk. The order matters: what is declared last is destroyed
/// first, and coroutines refer to all that stands above them.
struct Talk::Parts {
  Parts(net::Network& network_used, TalkSettings settings_used, std::unique_ptr<Rules> rules_used)
      : network(network_used),
        settings(std::move(settings_used)),
        rules(std::move(rules_used)),
        hub(network.loop(), [this] { poke_all(); }),
        peers(network.loop()),
        context{network, network.loop(), hub, peers, *rules, settings},
        running(network.loop()) {
    context.random.seed(settings.seed);
    start_repeats();
  }

  void start_repeats() {
    repeats.clear();
    for (std::size_t i = 0; i < rules->repeats(); ++i) {
      repeats.push_back(std::make_unique<net::Timer>(network.loop(), [this, i] { repeat(i); }));
      repeats.back()->arm(network.loop().now() + rules->repeat_interval(i));
    }
  }

  void poke_all() {
    for (Peer* peer : peers.all())
      peer->poke();
    for (auto& port : ports)
      port->poke();
  }

  void repeat(std::size_t index) {
    repeats[index]->arm(network.loop().now() + rules->repeat_interval(index));
    bool first = true;
    for (Peer* peer : peers.all()) {
      const RuleSubject subject{peer->id(), &peer->party(), network.loop().wall()};
      const std::string text = rules->repeat_text(index, subject, std::exchange(first, false));
      peer->send(talk::as_message(settings, text));
    }
  }

  /// Runs to its end one part of the talk that may keep it from being done.
  template <typename Part>
  void start(Part& part) {
    ++active;
    running.spawn(run(part));
  }

  net::Task<> run(StreamServer& server) {
    net::Task<> serving = server.run();
    co_await serving;
    ended();
  }

  net::Task<> run(StreamClient& client) {
    net::Task<> calling = client.run();
    co_await calling;
    failure = client.failure();
    ended();
  }

  net::Task<> run(DatagramPort& port) {
    net::Task<> receiving = port.run();
    co_await receiving;
    failure = port.failure();
    ended();
  }

  net::Task<> connect_datagrams(ConnectSettings target, event::PeerId peer);
  void tell_failure(event::PeerId peer, const ConnectSettings& target, const Error& error);

  void ended() {
    --active;
    context.changed();
  }

  net::Network& network;
  const TalkSettings settings;
  std::unique_ptr<Rules> rules;
  Hub hub;
  Peers peers;
  Context context;
  std::optional<Error> failure;
  std::list<std::unique_ptr<StreamServer>> stream_servers;
  std::list<std::unique_ptr<StreamClient>> stream_clients;
  std::list<std::unique_ptr<DatagramPort>> ports;
  std::vector<std::unique_ptr<net::Timer>> repeats;
  std::size_t active = 0;  // what may still bring peers
  bool stopped = false;    // nothing is opened any more
  Nursery running;
};

namespace {

net::DatagramProtocol protocol_of(event::Transport transport) {
  return transport == event::Transport::raw ? net::DatagramProtocol::raw
                                            : net::DatagramProtocol::udp;
}

bool is_datagrams(event::Transport transport) {
  return transport == event::Transport::udp || transport == event::Transport::raw;
}

}  // namespace

net::Task<> Talk::Parts::connect_datagrams(ConnectSettings target, event::PeerId peer) {
  auto addresses = co_await network.resolve(target.host, target.family);
  if (!addresses) {
    tell_failure(peer, target, addresses.error());
    ended();
    co_return;
  }
  if (stopped) {
    ended();
    co_return;
  }
  const Endpoint remote{addresses->front(), target.port};
  const Endpoint local{IpAddress::any(remote.address.family()), target.source_port};
  auto socket = network.datagrams(protocol_of(target.transport), local, remote);
  if (!socket) {
    tell_failure(peer, target, socket.error());
    ended();
    co_return;
  }
  ListenSettings settings_of_port;
  settings_of_port.transport = target.transport;
  ports.push_back(
      std::make_unique<DatagramPort>(context, settings_of_port, std::move(*socket), remote));
  ports.back()->give_client_peer(peer);
  net::Task<> receiving = run(*ports.back());
  co_await receiving;
}

void Talk::Parts::tell_failure(event::PeerId peer, const ConnectSettings& target,
                               const Error& error) {
  event::Party party;
  party.transport = target.transport;
  party.target = target_name(target);
  event::Event failed;
  failed.kind = event::Kind::failed;
  failed.peer = peer;
  failed.party = &party;
  failed.error = &error;
  hub.emit(failed);
  failure = error;
}

Result<std::unique_ptr<Talk>> Talk::make(net::Network& network, const TalkSettings& settings) {
  auto rules = Rules::compile(settings.rules, settings.seed);
  if (!rules) return failure(rules.error());
  return std::unique_ptr<Talk>(
      new Talk(std::make_unique<Parts>(network, settings, std::move(*rules))));
}

Talk::Talk(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Talk::~Talk() = default;

void Talk::add_sink(event::Sink& sink) {
  parts_->hub.add_sink(sink);
}

void Talk::number_from(std::uint64_t event, event::PeerId peer, event::ConnectionId connection) {
  parts_->hub.number_from(event);
  parts_->peers.number_from(peer, connection);
}

Result<Endpoint> Talk::listen(const ListenSettings& settings) {
  if (is_datagrams(settings.transport)) {
    auto socket =
        parts_->network.datagrams(protocol_of(settings.transport), settings.local, std::nullopt);
    if (!socket) return failure(socket.error());
    auto& port = parts_->ports.emplace_back(std::make_unique<DatagramPort>(
        parts_->context, settings, std::move(*socket), std::nullopt));
    parts_->start(*port);
    return port->party().local;
  }
  auto acceptor = parts_->network.listen(settings.local, settings.v6_only);
  if (!acceptor) return failure(acceptor.error());
  auto& server = parts_->stream_servers.emplace_back(
      std::make_unique<StreamServer>(parts_->context, settings, std::move(*acceptor)));
  parts_->start(*server);
  return server->party().local;
}

Result<Endpoint> Talk::relay(const ListenSettings& settings, const ConnectSettings& target) {
  auto acceptor = parts_->network.listen(settings.local, settings.v6_only);
  if (!acceptor) return failure(acceptor.error());
  auto& server = parts_->stream_servers.emplace_back(
      std::make_unique<StreamServer>(parts_->context, settings, std::move(*acceptor)));
  server->serve_with([&context = parts_->context, target](std::unique_ptr<net::Stream> stream,
                                                          event::Party party) {
    return relay_connection(context, target, std::move(stream), std::move(party));
  });
  parts_->start(*server);
  return server->party().local;
}

event::PeerId Talk::connect(const ConnectSettings& settings) {
  if (is_datagrams(settings.transport)) {
    const event::PeerId peer = parts_->peers.next_peer();
    ++parts_->active;
    parts_->running.spawn(parts_->connect_datagrams(settings, peer));
    return peer;
  }
  event::Party party;
  party.transport = settings.transport;
  party.target = target_name(settings);
  party.opened_here = true;
  auto& client = parts_->stream_clients.emplace_back(std::make_unique<StreamClient>(
      parts_->context, party, open_by_dialling(parts_->context, settings),
      settings.retry ? StreamClient::Retry::backoff : StreamClient::Retry::never));
  parts_->start(*client);
  return client->peer();
}

event::PeerId Talk::open_serial(const SerialTalkSettings& settings) {
  event::Party party;
  party.transport = event::Transport::serial;
  party.target = settings.device;
  auto& client = parts_->stream_clients.emplace_back(std::make_unique<StreamClient>(
      parts_->context, party, open_serial_port(parts_->context, settings),
      StreamClient::Retry::poll));
  parts_->start(*client);
  return client->peer();
}

event::PeerId Talk::open_serial(const SerialSource& source) {
  event::Party party;
  party.transport = event::Transport::serial;
  party.target = source.name;
  auto& client = parts_->stream_clients.emplace_back(std::make_unique<StreamClient>(
      parts_->context, party, open_from_source(source), StreamClient::Retry::at_once));
  parts_->start(*client);
  return client->peer();
}

Result<> Talk::set_rules(const RuleSettings& rules) {
  auto compiled = Rules::compile(rules, parts_->context.random());
  if (!compiled) return failure(compiled.error());
  *parts_->rules = std::move(**compiled);  // in its place: everybody has a reference to it
  parts_->start_repeats();
  for (Peer* peer : parts_->peers.all())
    peer->forget_unmatched();
  return {};
}

bool Talk::send(event::PeerId id, Bytes bytes) {
  Peer* peer = parts_->peers.find(id);
  return peer && peer->send(bytes);
}

bool Talk::has_peer(event::PeerId id) const {
  return parts_->peers.find(id) != nullptr;
}

std::string Talk::as_message(Bytes text) const {
  return talk::as_message(parts_->settings, text);
}

std::size_t Talk::send_all(Bytes bytes) {
  std::size_t took = 0;
  for (Peer* peer : parts_->peers.all())
    took += peer->send(bytes) ? 1 : 0;
  return took;
}

void Talk::finish_all() {
  for (Peer* peer : parts_->peers.all())
    peer->finish();
}

bool Talk::close(event::PeerId id) {
  Peer* peer = parts_->peers.find(id);
  if (peer) peer->close("closed here", limits::close_patience);
  return peer != nullptr;
}

void Talk::close_all(Duration patience) {
  for (Peer* peer : parts_->peers.all())
    peer->close("closed here", patience);
}

std::vector<PeerInfo> Talk::peers() const {
  std::vector<PeerInfo> list;
  for (const Peer* peer : parts_->peers.all()) {
    list.push_back({peer->id(), peer->connection(), peer->party(), peer->counters().bytes_received,
                    peer->counters().bytes_sent, peer->queued_bytes(),
                    parts_->context.loop.now() - peer->heard(), peer->health()});
  }
  return list;
}

void Talk::tell_states() {
  for (const Peer* peer : parts_->peers.all()) {
    const event::PeerState state = peer->state();
    event::Event noted;
    noted.kind = event::Kind::noted;
    noted.peer = peer->id();
    noted.connection = peer->connection();
    noted.party = &peer->party();
    noted.reason = "state";
    noted.state = &state;
    parts_->hub.emit(noted);
  }
}

bool Talk::paused() const {
  return parts_->hub.paused();
}

std::size_t Talk::peer_count() const {
  return parts_->peers.count();
}

bool Talk::asks_to_wait() const {
  const auto list = parts_->peers.all();
  return std::any_of(list.begin(), list.end(),
                     [](const Peer* peer) { return peer->asks_to_wait(); });
}

std::size_t Talk::queued_bytes_most() const {
  std::size_t most = 0;
  for (const Peer* peer : parts_->peers.all())
    most = std::max(most, peer->queued_bytes());
  return most;
}

std::size_t Talk::queued_bytes() const {
  return parts_->context.budget.bytes();
}

std::uint64_t Talk::abandoned_bytes() const {
  return parts_->context.abandoned_bytes;
}

void Talk::note(std::string_view reason) {
  parts_->hub.note(reason);
}

void Talk::note_failure(const Error& error) {
  event::Event noted;
  noted.kind = event::Kind::noted;
  noted.error = &error;
  parts_->hub.emit(noted);
}

void Talk::tell(event::Event event) {
  parts_->hub.emit(event);
}

void Talk::feed_with(std::function<bool()> more_to_come, std::function<void()> changed) {
  parts_->context.more_to_come = std::move(more_to_come);
  parts_->context.changed = std::move(changed);
}

void Talk::poke_all() {
  parts_->poke_all();
}

bool Talk::done() const {
  return parts_->active == 0;
}

bool Talk::expectation_met() const {
  return parts_->rules->expectation_met();
}

std::optional<Error> Talk::client_failure() const {
  return parts_->failure;
}

void Talk::stop_opening() {
  parts_->stopped = true;
  for (auto& server : parts_->stream_servers)
    server->stop();
  for (auto& client : parts_->stream_clients)
    client->stop();
  for (auto& port : parts_->ports)
    port->stop();
}

}  // namespace parley::talk
