#include "talk/refusals.h"

namespace parley::talk {

using namespace std::chrono_literals;

Refusals::Refusals(net::Loop& loop, Hub& hub)
    : loop_(loop), hub_(hub), timer_(loop, [this] { tell_pending(); }) {}

void Refusals::add(const Error& error, const event::Party& party) {
  const auto [place, first] = pending_.try_emplace(error.kind);
  Pending& pending = place->second;
  pending.error = error;
  pending.party = party;
  ++pending.count;
  if (!first) return;
  emit(pending);
  pending.count = 0;
  if (!timer_.armed()) timer_.arm(loop_.now() + 1s);
}

void Refusals::emit(const Pending& pending) {
  event::Event refused;
  refused.kind = event::Kind::refused;
  refused.party = &pending.party;
  refused.error = &pending.error;
  refused.count = pending.count;
  hub_.emit(refused);
}

void Refusals::tell_pending() {
  for (auto place = pending_.begin(); place != pending_.end();) {
    if (place->second.count == 0) {
      place = pending_.erase(place);
      continue;
    }
    emit(place->second);
    place->second.count = 0;
    ++place;
  }
  if (!pending_.empty()) timer_.arm(loop_.now() + 1s);
}

}  // namespace parley::talk
