#include "session/script.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <utility>

#include "text/timestamp.h"

namespace parley::session {

namespace {

using event::Event;
using event::Kind;

constexpr std::size_t listed_max = 20;

/// What is known of each conversation that fits.
struct Candidate {
  event::PeerId peer{};
  std::string name;
  WallTime began;
  std::uint64_t received_bytes = 0;
  std::uint64_t sent_bytes = 0;
  std::uint64_t lost_bytes = 0;
  bool has_beginning = false;
  bool said_something = false;
};

bool ends(Kind kind) {
  return kind == Kind::closed || kind == Kind::reset || kind == Kind::failed;
}

bool is_content(const Event& event) {
  return event.kind == Kind::received || event.kind == Kind::sent;
}

/// Content that was said but is not there. What never left (a full queue) is no hole in what was
/// said.
bool is_hole(const Event& event) {
  return event.kind == Kind::dropped &&
         !(event.error && event.error->kind == ErrorClass::queue_full);
}

class ScriptReader {
 public:
  explicit ScriptReader(const ScriptChoice& choice) : choice_(choice) {}

  Result<> take(const Event& event) {
    if (is_hole(event)) note_hole(event);
    if (event.connection == event::ConnectionId{} || !event.party || !fits(event)) return {};
    if (event.kind == Kind::connected) open_.insert(event.connection);
    if (ends(event.kind)) open_.erase(event.connection);
    if (event.kind == Kind::connected) candidate_of(event).has_beginning = true;
    if (!is_content(event)) return {};
    Candidate& candidate = candidate_of(event);
    open_.insert(event.connection);
    (event.kind == Kind::received ? candidate.received_bytes : candidate.sent_bytes) +=
        event.bytes.size();
    if (!std::exchange(candidate.said_something, true)) ++talking_;
    if (script_.connection == event::ConnectionId{}) {
      if (auto fit = begin(event); !fit) return fit;
    }
    return event.connection == script_.connection ? append(event) : Result<>{};
  }

  Result<Script> finish() {
    if (talking_ == 0) return none_fits();
    if (talking_ > 1) return several_fit();
    if (const std::uint64_t lost = candidates_[script_.connection].lost_bytes; lost > 0) {
      return fails("replay the conversation with " + script_.party.name(),
                   fmt::format("up to {} octets of it are missing in the file", lost));
    }
    return std::move(script_);
  }

 private:
  static Failure fails(std::string attempted, std::string seen) {
    return failure({ErrorClass::bad_input, 0, std::move(attempted), std::move(seen)});
  }

  bool fits(const Event& event) const {
    return (!choice_.peer || event.peer == *choice_.peer) &&
           (!choice_.connection || event.connection == *choice_.connection);
  }

  /// A hole that says not whose it is may be everybody's who was there.
  void note_hole(const Event& event) {
    const std::uint64_t lost = std::max<std::uint64_t>(event.count, 1);
    for (const event::ConnectionId connection : open_) {
      const bool concerned =
          event.connection == event::ConnectionId{} || event.connection == connection;
      if (concerned) candidates_[connection].lost_bytes += lost;
    }
  }

  Candidate& candidate_of(const Event& event) {
    const auto [place, made] = candidates_.try_emplace(event.connection);
    if (made) {
      place->second.peer = event.peer;
      place->second.name = event.party->name();
      place->second.began = event.time;
    }
    return place->second;
  }

  Result<> begin(const Event& event) {
    using event::Transport;
    const Transport transport = event.party->transport;
    if (transport == Transport::serial || transport == Transport::raw) {
      return fails(fmt::format("replay the conversation with {}", event.party->name()),
                   fmt::format("it was held over {}; what can be replayed is TCP, TLS and UDP",
                               transport == Transport::serial ? "a serial port" : "raw IP"));
    }
    script_.party = *event.party;
    script_.peer = event.peer;
    script_.connection = event.connection;
    const Candidate& candidate = candidate_of(event);
    script_.has_beginning = candidate.has_beginning;
    script_.began = candidate.began;
    return {};
  }

  Result<> append(const Event& event) {
    if (talking_ > 1) return {};  // it will be an error: what is held is not needed
    const bool ours = event.kind == Kind::sent;
    const Side who = ours == script_.party.opened_here ? Side::client : Side::server;
    ByteString& said = script_.said[static_cast<std::size_t>(who)];
    const std::size_t held =
        script_.said[0].size() + script_.said[1].size() + script_.turns.size() * sizeof(Turn);
    if (held + event.bytes.size() > choice_.bytes_max) {
      return fails(fmt::format("replay the conversation with {}", event.party->name()),
                   fmt::format("it is too long: a replay holds it in memory, {} octets at most",
                               choice_.bytes_max));
    }
    if (event.bytes.empty() && !script_.datagrams()) return {};
    const std::uint64_t begin = said.size();
    said.append(event.bytes);
    script_.turns.push_back({who, begin, said.size(), event.time - script_.began});
    return {};
  }

  std::string chosen() const {
    std::string words;
    if (choice_.peer) words += fmt::format(" of peer {}", static_cast<unsigned>(*choice_.peer));
    if (choice_.connection) {
      words +=
          fmt::format(" with connection number {}", static_cast<unsigned>(*choice_.connection));
    }
    return words;
  }

  Failure none_fits() const {
    return fails(fmt::format("find a conversation{} to replay", chosen()),
                 "there is none in which something was said");
  }

  Failure several_fit() const {
    std::string list;
    std::size_t listed = 0;
    for (const auto& [connection, candidate] : candidates_) {
      if (!candidate.said_something) continue;
      if (listed++ == listed_max) {
        list += fmt::format("\n  and {} more", talking_ - listed_max);
        break;
      }
      list += fmt::format("\n  --connection {}: peer {}, {}, {} {}, {} B received, {} B sent",
                          static_cast<unsigned>(connection), static_cast<unsigned>(candidate.peer),
                          candidate.name, text::date_text(candidate.began),
                          text::time_of_day_text(candidate.began), candidate.received_bytes,
                          candidate.sent_bytes);
    }
    return fails(fmt::format("choose the conversation{} to replay", chosen()),
                 fmt::format("there are {}; choose one of them:{}", talking_, list));
  }

  ScriptChoice choice_;
  Script script_;
  std::map<event::ConnectionId, Candidate> candidates_;
  std::set<event::ConnectionId> open_;
  std::size_t talking_ = 0;  // candidates in which something was said
};

}  // namespace

Result<Script> read_script(event::Source& source, const ScriptChoice& choice) {
  ScriptReader reader(choice);
  for (;;) {
    const auto next = source.next();
    if (!next) return failure(next.error());
    if (*next == nullptr) return reader.finish();
    if (auto taken = reader.take(**next); !taken) return failure(taken.error());
  }
}

}  // namespace parley::session
