#include "session/explainer.h"

#include <utility>

#include "explain/evidence.h"

namespace parley::session {

namespace {

/// What was being done when it failed; nothing where an event's failure needs no explanation.
std::optional<explain::Operation> operation_of(const event::Event& event) {
  switch (event.kind) {
    case event::Kind::refused: return explain::Operation::accept;
    case event::Kind::failed:
      // Without a peer's number it is one that came and failed its TLS handshake.
      if (event.peer == event::PeerId{0}) return explain::Operation::accept;
      return event.connection == event::ConnectionId{0} ? explain::Operation::connect
                                                        : explain::Operation::talk;
    case event::Kind::reset:
    case event::Kind::dropped: return explain::Operation::talk;
    default: return std::nullopt;
  }
}

}  // namespace

Explainer::Explainer(const host::Host& host, explain::Situation situation, bool emulated)
    : host_(host), asked_(std::move(situation)), emulated_(emulated) {}

explain::Explanation Explainer::of_listening(const Error& error,
                                             const talk::ListenSettings& asked) const {
  explain::Situation situation = asked_;
  situation.operation = explain::Operation::listen;
  situation.transport = asked.transport;
  situation.endpoint = asked.local;
  explain::gather_evidence(situation, error, host_);
  return explain::explain(error, situation);
}

std::optional<explain::Explanation> Explainer::of_event(const event::Event& event, SteadyTime now) {
  if (!event.error) return std::nullopt;
  const bool of_serial = event.party && event.party->transport == event::Transport::serial;
  if (emulated_ && of_serial) return std::nullopt;
  const auto operation = operation_of(event);
  if (!operation || !due(event.error->kind, now)) return std::nullopt;
  explain::Situation situation = asked_;
  situation.operation = *operation;
  if (event.party) {
    situation.transport = event.party->transport;
    if (!event.party->remote.address.is_any()) situation.endpoint = event.party->remote;
  }
  // What bears on a running conversation is in the error; only opening one meets this computer's
  // state.
  if (*operation != explain::Operation::talk) {
    explain::gather_evidence(situation, *event.error, host_);
  }
  return explain::explain(*event.error, situation);
}

bool Explainer::due(ErrorClass kind, SteadyTime now) {
  const auto [place, first] = explained_.try_emplace(kind, now);
  if (!first && now - place->second < explanation_interval) return false;
  place->second = now;
  return true;
}

}  // namespace parley::session
