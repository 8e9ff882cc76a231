#include "talk/datagram_port.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace parley::talk {

using event::Kind;
using net::Io;

namespace {

/// After this many datagrams in one turn, timers and the other sockets get theirs.
constexpr int receives_per_turn_max = 64;

}  // namespace

/// One sender. Lives until its port takes it out of `members_`, at the end of the turn in which it
/// ended.
class DatagramPort::Member final : public Peer {
 public:
  Member(DatagramPort& port, event::PeerId id, event::Party party)
      : Peer(id, port.context_.peers.next_connection(), std::move(party), port.context_.loop.now()),
        port_(port) {
    port_.context_.peers.add(*this);
    auto connected = make_event(Kind::connected);
    port_.context_.hub.emit(connected);
    if (auto greeting = port_.context_.rules.greeting(subject())) send(*greeting);
    port_.context_.changed();
  }
  ~Member() override {
    if (!ended_) port_.context_.peers.remove(*this);
  }

  void receive(Bytes datagram) {
    ++counters_.reads;
    counters_.bytes_received += datagram.size();
    heard_ = port_.context_.loop.now();
    auto received = make_event(Kind::received);
    received.bytes = received.message = datagram;
    port_.context_.hub.emit(received);
    if (port_.context_.rules.echo()) send(datagram);
    if (port_.context_.rules.reads()) {
      port_.context_.rules.on_message(datagram, subject(),
                                      [this](const std::string& text) { send(text); });
      if (port_.context_.rules.expectation_met()) port_.context_.changed();
    }
  }

  bool send(Bytes bytes) override {
    if (ended_) return false;
    const Io put = port_.socket_->send(bytes, party_.remote);
    if (put.status == Io::Status::done) {
      ++counters_.writes;
      counters_.bytes_sent += put.bytes;
      auto sent = make_event(Kind::sent);
      sent.bytes = sent.message = bytes;
      port_.context_.hub.emit(sent);
      return true;
    }
    const std::string attempted =
        fmt::format("send a datagram of {} bytes to {}", bytes.size(), party_.name());
    const Error error =
        put.status == Io::Status::failed
            ? system_error(attempted, put.error)
            : Error{ErrorClass::queue_full, 0, attempted, "the system's send buffer is full"};
    auto dropped = make_event(Kind::dropped);
    dropped.count = 1;
    dropped.error = &error;
    port_.context_.hub.emit(dropped);
    return false;
  }

  std::size_t queued_bytes() const override { return 0; }
  void finish() override {}

  void close(std::string_view reason, Duration) override {
    auto closed = make_event(Kind::closed);
    closed.reason = reason;
    end(closed);
  }

  void drop(const Error& error) override {
    auto failed = make_event(Kind::failed);
    failed.error = &error;
    end(failed);
  }

  void poke() override { port_.socket_->wake(); }
  bool sweep(SteadyTime) override { return false; }

 private:
  event::Event make_event(Kind kind) const {
    event::Event made;
    made.kind = kind;
    made.peer = id();
    made.connection = connection();
    made.party = &party_;
    return made;
  }

  RuleSubject subject() const { return {id(), &party_, port_.context_.loop.wall()}; }

  void end(event::Event& last) {
    if (std::exchange(ended_, true)) return;
    port_.context_.hub.emit(last);
    port_.context_.peers.remove(*this);
    port_.retire(party_.remote);
  }

  DatagramPort& port_;
  bool ended_ = false;
};

DatagramPort::DatagramPort(Context& context, ListenSettings settings,
                           std::unique_ptr<net::Datagrams> socket, std::optional<Endpoint> client)
    : context_(context),
      settings_(std::move(settings)),
      socket_(std::move(socket)),
      client_(client),
      admission_(context, settings_) {
  party_.transport = settings_.transport;
  party_.local = socket_->local();
  if (client_) {
    party_.remote = *client_;
    party_.opened_here = true;
  }
}

DatagramPort::~DatagramPort() = default;

void DatagramPort::announce() {
  if (client_) {
    member_for(*client_);
    return;
  }
  event::Event listening;
  listening.kind = Kind::listening;
  listening.party = &party_;
  context_.hub.emit(listening);
}

net::Task<> DatagramPort::run() {
  announce();
  while (!closed_) {
    const auto wanted = context_.hub.paused() ? net::Interest::none : net::Interest::read;
    const auto possible = co_await net::ready(*socket_, wanted);
    if (has(possible, net::Interest::read)) receive_some();
    ended_.clear();
  }
  context_.changed();
}

void DatagramPort::receive_some() {
  for (int i = 0; i < receives_per_turn_max; ++i) {
    if (context_.hub.paused() || closed_) return;
    const net::Datagram next = socket_->receive(context_.buffer);
    if (next.kernel_drops > kernel_drops_) tell_kernel_drops(next.kernel_drops);
    if (next.io.status == Io::Status::again) return;
    if (next.io.status == Io::Status::failed) {
      if (!client_) continue;  // an ICMP answer to one of many: that peer's trouble, not the port's
      failure_ = system_error("talk with " + party_.name(), next.io.error);
      if (Peer* peer = context_.peers.find(*client_peer_)) peer->drop(*failure_);
      return;
    }
    if (Member* member = member_for(client_.value_or(next.from))) {
      member->receive(Bytes(context_.buffer.data(), next.io.bytes));
    }
  }
}

DatagramPort::Member* DatagramPort::member_for(const Endpoint& from) {
  const auto known = members_.find(from);
  if (known != members_.end()) return known->second.get();
  event::Party party = party_;
  party.remote = from;
  if (!client_ && !admission_.admit(party, 0)) return nullptr;
  ended_.clear();  // whoever made room
  if (settings_.once && !members_.empty()) return nullptr;
  if (!client_peer_ || !client_) client_peer_ = context_.peers.next_peer();
  auto member = std::make_unique<Member>(*this, *client_peer_, std::move(party));
  return (members_[from] = std::move(member)).get();
}

void DatagramPort::tell_kernel_drops(std::uint64_t total) {
  const Error error{ErrorClass::queue_full, 0, "receive every datagram",
                    "they came faster than they were read, and the system's buffer was full"};
  event::Event dropped;
  dropped.kind = Kind::dropped;
  dropped.party = &party_;
  dropped.count = total - kernel_drops_;
  dropped.error = &error;
  context_.hub.emit(dropped);
  kernel_drops_ = total;
}

void DatagramPort::stop() {
  while (!members_.empty())
    members_.begin()->second->close("closed here", {});
  closed_ = true;
  poke();
}

void DatagramPort::retire(const Endpoint& remote) {
  // The member is on the call stack now: it is destroyed later.
  const auto place = members_.find(remote);
  ended_.push_back(std::move(place->second));
  members_.erase(place);
  if (client_ || settings_.once) closed_ = true;
  socket_->wake();
}

}  // namespace parley::talk
