#include "desk/widgets/sender.h"

#include <QRandomGenerator>
#include <algorithm>

namespace parley::desk::widgets {

namespace {

using Kind = models::Conversation::Kind;

QString not_running(Kind kind) {
  switch (kind) {
    case Kind::server: return Sender::tr("not listening yet: press Listen");
    case Kind::client: return Sender::tr("not connected yet: press Connect");
    case Kind::serial: return Sender::tr("not open yet: press Open");
    case Kind::board: return Sender::tr("not running yet: press Run");
    case Kind::file: return Sender::tr("this is a recording: nothing can be sent to it");
  }
  return {};
}

QString nobody_there(Kind kind) {
  switch (kind) {
    case Kind::server: return Sender::tr("nobody is connected yet: the text stays here");
    case Kind::client: return Sender::tr("still connecting: the text stays here");
    case Kind::serial: return Sender::tr("the device is not open yet: the text stays here");
    case Kind::board: return Sender::tr("the board has not started yet: the text stays here");
    case Kind::file: break;
  }
  return {};
}

QByteArray octets_of(const std::string& octets) {
  return {octets.data(), static_cast<qsizetype>(octets.size())};
}

QString not_taken() {
  return Sender::tr("not sent: too much waits to be sent already; the text stays here");
}

const talk::PeerInfo* find_peer(const session::Status& status, event::PeerId id) {
  const auto peer = std::find_if(status.peers.begin(), status.peers.end(),
                                 [id](const auto& candidate) { return candidate.id == id; });
  return peer == status.peers.end() ? nullptr : &*peer;
}

}  // namespace

bool has_left(const session::Status& status, event::PeerId peer) {
  return find_peer(status, peer) == nullptr && status.peers.size() >= status.peer_count;
}

Sender::Sender(models::Conversation& conversation)
    : conversation_(conversation), values_(QRandomGenerator::global()->generate64()) {}

QString Sender::nothing_open() {
  return not_running(Kind::server);
}

QString Sender::obstacle(std::optional<event::PeerId> to) const {
  const session::Status& status = conversation_.status();
  if (!conversation_.is_running()) return not_running(conversation_.kind());
  if (to && has_left(status, *to)) {
    return Sender::tr("#%1 has left: choose whom to send to").arg(static_cast<std::uint32_t>(*to));
  }
  const bool connected = status.state == session::Status::State::connected;
  return to || status.peer_count > 0 || connected ? QString() : nobody_there(conversation_.kind());
}

SendOutcome Sender::send(const SendOrder& order) {
  const auto composition = models::Composition::make(order.line, order.style);
  if (!composition) return {false, composition.error().words, composition.error()};
  if (const QString why = obstacle(order.to); !why.isEmpty()) return {false, why, {}};

  auto context = values_.next(order.line, SystemClock().wall());
  SendOutcome outcome;
  if (!order.to && composition->differs_by_peer()) {
    outcome = send_to_each(*composition, context);
  } else {
    std::string address;
    const auto* peer = order.to ? find_peer(conversation_.status(), *order.to) : nullptr;
    if (peer) address = peer->party.name();
    context.peer = static_cast<std::uint32_t>(order.to.value_or(event::PeerId{}));
    context.address = address;
    const QByteArray octets = octets_of(composition->octets(context));
    if (octets.isEmpty()) {
      outcome.words = Sender::tr("nothing to send");
    } else {
      outcome.taken = conversation_.send(octets, order.to);
      if (!outcome.taken) outcome.words = not_taken();
    }
  }
  if (!outcome.taken) values_.take_back(order.line);
  return outcome;
}

SendOutcome Sender::send_to_each(const models::Composition& composition,
                                 text::TemplateContext& context) {
  const session::Status& status = conversation_.status();
  if (status.peers.size() < status.peer_count) {
    return {false,
            Sender::tr(
                "{{PEER}} and {{ADDRESS}} can be filled in for %1 peers, and there are %2: choose "
                "one peer")
                .arg(status.peers.size())
                .arg(status.peer_count),
            {}};
  }
  QStringList without;
  const auto peers = status.peers;  // sending may bring another status
  for (const talk::PeerInfo& peer : peers) {
    const std::string address = peer.party.name();
    context.peer = static_cast<std::uint32_t>(peer.id);
    context.address = address;
    if (!conversation_.send(octets_of(composition.octets(context)), peer.id)) {
      without.append(QStringLiteral("#%1").arg(context.peer));
    }
  }
  if (without.size() == static_cast<qsizetype>(peers.size())) return {false, not_taken(), {}};
  if (without.isEmpty()) return {true, {}, {}};
  return {false,
          Sender::tr("not taken by %1, where too much waits already; the others have it")
              .arg(without.join(QStringLiteral(", "))),
          {}};
}

}  // namespace parley::desk::widgets
