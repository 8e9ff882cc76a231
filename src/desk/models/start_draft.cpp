#include "desk/models/start_draft.h"

#include <QRegularExpression>
#include <QStringList>
#include <charconv>

#include "session/target.h"

namespace parley::desk::models {

namespace {

using Kind = StartDraft::Kind;
using event::Transport;

constexpr unsigned server_port = 8888;
constexpr unsigned client_port = 80;

StartTrouble missing(const QString& words) {
  return {words, true};
}

StartTrouble wrong(const QString& words) {
  return {words, false};
}

std::optional<unsigned> number_in(const QString& text) {
  const std::string digits = text.trimmed().toStdString();
  unsigned number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc{} || stop != end || digits.empty()) return std::nullopt;
  return number;
}

QStringList networks_in(const QString& text) {
  static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
  return text.split(between, Qt::SkipEmptyParts);
}

bool is_network(const Kind kind) {
  return kind == Kind::server || kind == Kind::client;
}

// "HOST:PORT" has one colon, "[HOST]:PORT" one behind the bracket; a bare IPv6 address has more.
bool names_port(const QString& word) {
  const qsizetype begin = word.indexOf(QLatin1String("://"));
  QString end = begin < 0 ? word : word.mid(begin + 3);
  while (end.endsWith(QLatin1Char('/')))
    end.chop(1);
  if (end.startsWith(QLatin1Char('['))) return end.contains(QLatin1String("]:"));
  return end.count(QLatin1Char(':')) == 1;
}

QString port_word(const QString& word) {
  QString port = word.mid(word.lastIndexOf(QLatin1Char(':')) + 1);
  while (port.endsWith(QLatin1Char('/')))
    port.chop(1);
  return port;
}

void look_at_network(const StartDraft& draft, StartTroubles& troubles) {
  if (draft.kind == Kind::client) {
    const auto remote = read_remote(draft.where);
    if (!remote) troubles[StartField::where] = remote.error();
  }
  if (const auto port = port_trouble(draft.port)) troubles[StartField::port] = *port;
  if (draft.kind != Kind::server) return;
  if (draft.transport == Transport::tls &&
      (draft.certificate.trimmed().isEmpty() || draft.key.trimmed().isEmpty())) {
    troubles[StartField::certificate] =
        missing(StartWords::tr("a TLS server needs a certificate and its key: two PEM files"));
  }
  for (const QString& network : networks_in(draft.allowed)) {
    if (Cidr::parse(network.toStdString())) continue;
    troubles[StartField::allowed] =
        wrong(StartWords::tr("%1 is no network: one is written like 192.168.1.0/24 or fd00::/8")
                  .arg(network));
    break;
  }
}

StartTroubles look_at(const StartDraft& draft) {
  StartTroubles troubles;
  if (is_network(draft.kind)) look_at_network(draft, troubles);
  const bool nowhere = draft.where.trimmed().isEmpty();
  if (draft.kind == Kind::serial) {
    if (nowhere)
      troubles[StartField::where] = missing(StartWords::tr("choose a serial port first"));
    if (number_in(draft.baud).value_or(0) == 0) {
      troubles[StartField::baud] =
          wrong(StartWords::tr("%1 is no baud rate: one is a number such as 115200")
                    .arg(draft.baud.trimmed()));
    }
  }
  if (draft.kind == Kind::board && nowhere) {
    troubles[StartField::where] = missing(StartWords::tr("choose a sketch first"));
  }
  return troubles;
}

}  // namespace

StartDraft usual_draft(Kind kind) {
  session::Asked asked;
  asked.kind = kind;
  if (kind == Kind::server) asked.port = static_cast<Port>(server_port);
  if (kind == Kind::client) asked.port = static_cast<Port>(client_port);
  return draft_of(asked);
}

StartDraft draft_of(const session::Asked& asked) {
  StartDraft draft;
  draft.kind = asked.kind;
  draft.transport = asked.transport;
  draft.where = QString::fromStdString(asked.where);
  draft.only_there = asked.kind == Kind::server && !asked.where.empty();
  if (is_network(asked.kind)) draft.port = QString::number(static_cast<unsigned>(asked.port));
  draft.baud = QString::number(asked.baud);
  draft.retry = asked.retry;
  draft.insecure = asked.insecure;
  draft.certificate = QString::fromStdString(asked.certificate);
  draft.key = QString::fromStdString(asked.key);
  QStringList networks;
  for (const std::string& network : asked.allowed)
    networks.append(QString::fromStdString(network));
  draft.allowed = networks.join(QLatin1Char(' '));
  draft.framing = asked.framing;
  return draft;
}

std::optional<StartTrouble> port_trouble(const QString& text) {
  const QString port = text.trimmed();
  if (port.isEmpty()) return missing(StartWords::tr("type a port: ports go from 1 to 65535"));
  const auto number = number_in(port);
  if (number && *number >= 1 && *number <= 65'535) return std::nullopt;
  return wrong(StartWords::tr("%1 is no port: ports go from 1 to 65535").arg(port));
}

tl::expected<RemoteEnd, StartTrouble> read_remote(const QString& text) {
  const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
  if (words.isEmpty()) {
    return tl::unexpected(missing(StartWords::tr("type the address of the device first")));
  }
  if (words.size() > 2) {
    return tl::unexpected(wrong(StartWords::tr("an address has no spaces")));
  }
  if (words[0].startsWith(QLatin1String("raw://"))) {
    return tl::unexpected(wrong(
        StartWords::tr("raw IP is for the command line: parley connect raw://HOST/PROTOCOL")));
  }
  RemoteEnd end;
  if (words.size() == 2) {
    end.port = words[1];
  } else if (names_port(words[0])) {
    end.port = port_word(words[0]);
  }
  if (end.port) {
    if (const auto trouble = port_trouble(*end.port)) return tl::unexpected(*trouble);
  }
  std::vector<std::string> parts{words[0].toStdString()};
  // The port has a field of its own: any will do to read the host.
  if (words.size() == 2 || !end.port)
    parts.push_back(end.port.value_or(QStringLiteral("1")).toStdString());
  const auto target = session::parse_target(parts, false);
  if (!target) return tl::unexpected(wrong(QString::fromStdString(target.error().seen)));
  if (target->transport_given) end.transport = target->transport;
  end.host = QString::fromStdString(target->host);
  return end;
}

StartDraft taken_apart(StartDraft draft) {
  if (draft.kind != Kind::client) return draft;
  const auto remote = read_remote(draft.where);
  if (!remote) return draft;
  draft.where = remote->host;
  if (remote->transport) draft.transport = *remote->transport;
  if (remote->port) draft.port = *remote->port;
  return draft;
}

tl::expected<session::Asked, StartTroubles> asked_of(const StartDraft& typed,
                                                     const session::Asked& base) {
  const StartDraft draft = taken_apart(typed);
  if (StartTroubles troubles = look_at(draft); !troubles.empty()) return tl::unexpected(troubles);
  session::Asked asked = base;
  asked.kind = draft.kind;
  asked.transport = is_network(draft.kind) ? draft.transport : Transport::tcp;
  const bool everywhere = draft.kind == Kind::server && !draft.only_there;
  asked.where = everywhere ? std::string() : draft.where.trimmed().toStdString();
  asked.port = {};
  if (is_network(draft.kind)) asked.port = static_cast<Port>(*number_in(draft.port));
  asked.baud = number_in(draft.baud).value_or(asked.baud);
  asked.retry = draft.kind == Kind::client && draft.retry;
  asked.insecure = draft.kind == Kind::client && draft.insecure;
  asked.certificate = draft.certificate.trimmed().toStdString();
  asked.key = draft.key.trimmed().toStdString();
  asked.allowed.clear();
  for (const QString& network : networks_in(draft.allowed))
    asked.allowed.push_back(network.toStdString());
  asked.framing = draft.framing;
  if (const auto checked = session::check(asked); !checked) {
    return tl::unexpected(StartTroubles{
        {StartField::whole, wrong(QString::fromStdString(to_string(checked.error())))}});
  }
  return asked;
}

}  // namespace parley::desk::models
