#include "session/status_words.h"

#include <fmt/format.h>

namespace parley::session {

namespace {

std::string with(std::string words, std::string_view progress) {
  if (!progress.empty()) words.append(": ").append(progress);
  return words;
}

std::string opening_words(const Asked& asked) {
  return (asked.kind == Asked::Kind::board ? "building " : "opening ") + title(asked);
}

std::string listening_words(const Asked& asked, const Status& status) {
  if (status.local.empty()) return opening_words(asked);
  const Endpoint& local = status.local.front();
  const bool udp = asked.transport == event::Transport::udp;
  if (!local.address.is_any()) {
    return fmt::format("listening on {}{}", udp ? "UDP " : "", local.to_string());
  }
  return fmt::format("listening on {}port {}", udp ? "UDP " : "",
                     static_cast<unsigned>(local.port));
}

std::string connecting_words(const Asked& asked, std::string_view progress) {
  switch (asked.kind) {
    case Asked::Kind::serial: return "waiting for " + title(asked);
    case Asked::Kind::board: return with("starting " + title(asked), progress);
    default: return with("connecting to " + title(asked), progress);
  }
}

std::string connected_words(const Asked& asked, const Status& status) {
  if (asked.kind == Asked::Kind::board) return title(asked) + " is running";
  const std::string name = status.peers.empty() ? std::string() : status.peers[0].party.name();
  return "connected to " + (name.empty() ? title(asked) : name);
}

}  // namespace

std::string status_words(const Asked& asked, const Status& status, std::string_view progress) {
  switch (status.state) {
    case Status::State::opening: return opening_words(asked);
    case Status::State::listening: return listening_words(asked, status);
    case Status::State::connecting: return connecting_words(asked, progress);
    case Status::State::connected: return connected_words(asked, status);
    case Status::State::ended: return with("ended", progress);
    case Status::State::failed:
      return status.trouble ? status.trouble->explanation.what : with("failed", progress);
  }
  return {};
}

}  // namespace parley::session
