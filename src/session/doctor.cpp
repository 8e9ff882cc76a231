#include "session/doctor.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/limits.h"
#include "explain/evidence.h"
#include "explain/silence.h"
#include "net/tls.h"
#include "text/notation.h"

namespace parley::session {

using namespace std::chrono_literals;

namespace {

using explain::Findings;
using explain::Heard;

// What a person reads of it, and what tells TLS from text.
constexpr std::size_t shown_octets_max = 60;

// What is said comes in pieces; this long after one there is none left of the same answer.
constexpr auto pause_within_an_answer = 200ms;

// A neighbour that answered long ago is believed for 5 s and then asked three times, a second apart
// (arp(7), delay_first_probe_time and ucast_solicit).
constexpr auto neighbour_patience = 9s;
constexpr auto neighbour_interval = 200ms;

explain::Situation situation_of(const DoctorSettings& settings) {
  explain::Situation situation;
  situation.transport = settings.connect.transport;
  situation.target = settings.connect.host;
  situation.source_port = settings.connect.source_port;
  if (settings.connect.family == net::AddressFamily::v4) {
    situation.family = IpAddress::Family::v4;
  } else if (settings.connect.family == net::AddressFamily::v6) {
    situation.family = IpAddress::Family::v6;
  }
  return situation;
}

/// Of several addresses that failed the one whose failure tells most, as `talk::dial` ranks them.
int weight(const Findings& findings) {
  if (!findings.failure || findings.stage == Findings::Stage::tls) return -1;
  return findings.failure->kind == ErrorClass::refused   ? 0
         : findings.failure->kind == ErrorClass::timeout ? 1
                                                         : 2;
}

bool settled(const host::Neighbour& neighbour) {
  return neighbour.state != host::NeighbourState::stale &&
         neighbour.state != host::NeighbourState::incomplete;
}

bool is_taken(const net::Stream& stream) {
  const auto health = stream.health();
  return health && health->unacknowledged == 0 && health->bytes_not_sent == 0 &&
         stream.held_bytes() == 0;
}

bool was_cut(const std::optional<Heard>& heard) {
  return heard && heard->kind == Heard::Kind::cut;
}

void note_octets(Heard& heard, Bytes octets) {
  heard.bytes += octets.size();
  const std::size_t room = shown_octets_max - std::min(heard.first.size(), shown_octets_max);
  heard.first += octets.substr(0, room);
}

}  // namespace

Doctor::Doctor(net::Network& network, const host::Host& host, DoctorSettings settings,
               std::function<void(const explain::Check&)> tell)
    : network_(network), host_(host), settings_(std::move(settings)), tell_(std::move(tell)) {}

net::Task<explain::Verdict> Doctor::examine() {
  Findings asked;
  asked.situation = situation_of(settings_);
  auto addresses = co_await network_.resolve(settings_.connect.host, settings_.connect.family);
  if (!addresses) {
    asked.failure = addresses.error();
    explain::gather_evidence(asked.situation, *asked.failure, host_);
    tell_news(asked);
    co_return explain::diagnose(asked);
  }
  asked.addresses = *addresses;
  std::optional<Findings> best;
  for (const IpAddress& address : *addresses) {
    told_ = best ? 1 : 0;  // the name was told with the first
    Findings found = co_await examine_address(asked, address);
    if (!best || weight(found) < weight(*best)) best = std::move(found);
    if (weight(*best) < 0) break;
  }
  co_return explain::diagnose(*best);
}

net::Task<Findings> Doctor::examine_address(Findings findings, IpAddress address) {
  findings.situation.endpoint = Endpoint{address, settings_.connect.port};
  explain::gather_all(findings.situation, host_);
  findings.neighbour_before = findings.situation.next_hop;
  findings.looked = true;
  tell_news(findings);
  findings.stage = Findings::Stage::connect;
  // Looking took time that is not the server's, and the loop's time is that of its last wait.
  co_await net::Sleep(network_.loop(), network_.loop().now() + 1ms);
  const SteadyTime began = network_.loop().now();
  auto stream = co_await network_.connect(*findings.situation.endpoint,
                                          settings_.connect.source_port, settings_.connect.timeout);
  findings.connecting_took = network_.loop().now() - began;
  if (!stream) {
    findings.failure = stream.error();
    explain::gather_evidence(findings.situation, *findings.failure, host_);
    co_await examine_neighbour(findings);
    tell_news(findings);
    co_return findings;
  }
  findings.stage = Findings::Stage::tls;
  tell_news(findings);
  const bool standing = co_await examine_tls(findings, *stream);
  if (standing) {
    findings.stage = Findings::Stage::talk;
    co_await examine_talk(findings, **stream);
  }
  tell_news(findings);
  co_return findings;
}

/// What answered long ago is no evidence of now: waits until the system has asked again.
net::Task<> Doctor::examine_neighbour(Findings& findings) {
  explain::Situation& situation = findings.situation;
  if (findings.failure->kind != ErrorClass::timeout || !situation.route || situation.route->local) {
    co_return;
  }
  const IpAddress hop = situation.route->gateway.value_or(situation.endpoint->address);
  const SteadyTime deadline = network_.loop().now() + neighbour_patience;
  while (!settled(situation.next_hop) && network_.loop().now() < deadline) {
    co_await net::Sleep(network_.loop(), network_.loop().now() + neighbour_interval);
    situation.next_hop = host_.neighbour(hop);
  }
}

/// True when there is something to talk over.
net::Task<bool> Doctor::examine_tls(Findings& findings, std::unique_ptr<net::Stream>& stream) {
  if (settings_.connect.transport != event::Transport::tls) co_return true;
  const SteadyTime began = network_.loop().now();
  auto shaken =
      co_await net::tls_handshake(network_.loop(), std::move(stream), settings_.connect.tls,
                                  settings_.connect.host, limits::tls_handshake_timeout);
  if (!shaken) {
    findings.failure = shaken.error();
    explain::gather_evidence(findings.situation, *findings.failure, host_);
    co_return false;
  }
  findings.tls_took = network_.loop().now() - began;
  tell_news(findings);
  stream = std::move(*shaken);
  co_return true;
}

net::Task<> Doctor::examine_talk(Findings& findings, net::Stream& stream) {
  if (settings_.say) {
    findings.said = text::to_notation(Bytes(*settings_.say).substr(0, shown_octets_max));
    findings.said_whole_line = settings_.say->ends_with('\n');
  }
  findings.first_words = co_await hear(stream, explain::first_words_patience);
  if (findings.first_words->kind == Heard::Kind::nothing) look_at_queue(findings);
  tell_news(findings);
  const bool ended = findings.first_words->then_ended ||
                     findings.first_words->kind == Heard::Kind::closed ||
                     findings.first_words->kind == Heard::Kind::cut;
  if (settings_.say && !ended) {
    const bool said = co_await say(stream, *settings_.say);
    findings.answer = co_await hear(stream, explain::answer_patience);
    tell_news(findings);
    const bool silent = findings.answer->kind == Heard::Kind::nothing;
    if (said && silent && !findings.said_whole_line) {
      co_await say(stream, "\n");
      findings.answer_to_newline = co_await hear(stream, explain::serving_patience);
    }
    findings.acknowledged = is_taken(stream);
  }
  const bool cut = was_cut(findings.first_words) || was_cut(findings.answer) ||
                   was_cut(findings.answer_to_newline);
  if (const auto trouble = stream.trouble(); cut && trouble) {
    // In TLS 1.3 a server refuses our certificate only now (net/tls.h).
    findings.failure = trouble;
    findings.stage = Findings::Stage::tls;
  }
  stream.finish();
}

net::Task<bool> Doctor::say(net::Stream& stream, Bytes text) {
  net::Timer limit(network_.loop(), [&stream] { stream.wake(); });
  limit.arm(network_.loop().now() + explain::answer_patience);
  while (!text.empty()) {
    const net::Io io = stream.write(text);
    if (io.status == net::Io::Status::done) {
      text.remove_prefix(io.bytes);
      continue;
    }
    if (io.status != net::Io::Status::again) co_return false;
    const net::Interest possible = co_await net::ready(stream, net::Interest::write);
    if (possible == net::Interest::none) co_return false;
  }
  co_return true;
}

/// What comes within `patience`: the first words, to the first pause after them.
net::Task<Heard> Doctor::hear(net::Stream& stream, Duration patience) {
  const SteadyTime began = network_.loop().now();
  net::Timer limit(network_.loop(), [&stream] { stream.wake(); });
  limit.arm(began + patience);
  Heard heard;
  std::array<char, 4096> buffer;
  for (;;) {
    const net::Io io = stream.read(buffer);
    if (io.status == net::Io::Status::again) {
      const net::Interest possible = co_await net::ready(stream, net::Interest::read);
      if (possible != net::Interest::none) continue;
      if (heard.bytes == 0) heard.after = network_.loop().now() - began;
      break;
    }
    if (heard.bytes == 0) heard.after = network_.loop().now() - began;
    if (io.status == net::Io::Status::done) {
      heard.kind = Heard::Kind::octets;
      note_octets(heard, {buffer.data(), io.bytes});
      limit.arm(std::min(began + patience, network_.loop().now() + pause_within_an_answer));
      continue;
    }
    const bool in_order = io.status == net::Io::Status::end;
    if (heard.bytes == 0) heard.kind = in_order ? Heard::Kind::closed : Heard::Kind::cut;
    heard.then_ended = heard.bytes > 0;
    break;
  }
  heard.shown = text::to_notation(heard.first);
  co_return heard;
}

/// A server on this computer: the kernel knows who has been accepted.
void Doctor::look_at_queue(Findings& findings) const {
  explain::Situation& situation = findings.situation;
  if (!situation.route || !situation.route->local) return;
  situation.holders = host_.port_holders(host::Protocol::tcp, situation.endpoint->port);
  unsigned waiting = 0;
  bool seen = false;
  for (const host::Holder& holder : situation.holders) {
    if (!holder.listening) continue;
    seen = true;
    waiting = std::max(waiting, holder.waiting);
  }
  if (seen) findings.queue = waiting;
}

void Doctor::tell_news(const Findings& findings) {
  const auto checks = explain::checks_of(findings);
  for (; told_ < checks.size(); ++told_)
    tell_(checks[told_]);
}

}  // namespace parley::session
