#include "session/silences.h"

#include "explain/silence.h"

namespace parley::session {

using event::Kind;

void Silences::note_end_of_line(Said& said, Bytes octets) const {
  if (octets.empty()) return;
  const auto last = static_cast<unsigned char>(octets.back());
  const bool text = last >= ' ' || last == '\t' || last == '\r';
  said.open_line = lines_matter_ && text;
}

void Silences::on_said(event::PeerId peer, Bytes octets, SteadyTime now) {
  Said& said = said_[peer];
  said.at = now;
  said.silent = true;
  note_end_of_line(said, octets);
}

void Silences::on_event(const event::Event& event) {
  if (said_.empty()) return;
  const auto found = said_.find(event.peer);
  if (found == said_.end()) return;
  Said& said = found->second;
  switch (event.kind) {
    case Kind::received:
      if (said.silent && said.open_line) said.answers_anyhow = true;
      said.silent = false;
      break;
    case Kind::sent: note_end_of_line(said, event.bytes); break;
    case Kind::connected:
    case Kind::closed:
    case Kind::reset:
    case Kind::failed: said_.erase(found); break;
    default: break;
  }
}

std::optional<explain::Explanation> Silences::hint(const std::vector<talk::PeerInfo>& peers,
                                                   SteadyTime now) const {
  std::optional<explain::Explanation> newest;
  SteadyTime newest_at = SteadyTime::min();
  for (const auto& peer : peers) {
    const auto found = said_.find(peer.id);
    if (found == said_.end() || !found->second.silent || found->second.at < newest_at) continue;
    const Said& said = found->second;
    explain::Silence silence;
    silence.transport = peer.party.transport;
    silence.peer = peer.party.name();
    silence.opened_here = peer.party.opened_here;
    silence.since = now - said.at;
    silence.acknowledged = peer.health && peer.health->unacknowledged == 0 &&
                           peer.health->bytes_not_sent == 0 && peer.bytes_queued == 0;
    silence.heard_before = peer.bytes_received > 0;
    silence.waits_for_newline = said.open_line && !said.answers_anyhow;
    if (auto words = explain::explain_silence(silence)) {
      newest = std::move(words);
      newest_at = said.at;
    }
  }
  return newest;
}

}  // namespace parley::session
