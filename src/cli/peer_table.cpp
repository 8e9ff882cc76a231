#include "cli/peer_table.h"

#include <algorithm>
#include <fmt/format.h>

#include "text/duration.h"

namespace parley::cli {

std::string peer_table(const std::vector<talk::PeerInfo>& peers) {
  std::size_t name_width = 4;
  for (const auto& peer : peers)
    name_width = std::max(name_width, peer.party.name().size());
  std::string table =
      fmt::format("{:>5}  {:<{}}  {:<6}  {:>12}  {:>12}  {:>9}  {:>12}  {:>9}  {:>9}  {:>7}  {:>8}",
                  "peer", "who", name_width, "by", "received B", "sent B", "queued B", "silent for",
                  "RTT", "+-", "resent", "unacked");
  for (const auto& peer : peers) {
    const auto& health = peer.health;
    table += fmt::format(
        "\n{:>5}  {:<{}}  {:<6}  {:>12}  {:>12}  {:>9}  {:>12}  {:>9}  {:>9}  {:>7}  {:>8}",
        static_cast<unsigned>(peer.id), peer.party.name(), name_width,
        event::transport_name(peer.party.transport), peer.bytes_received, peer.bytes_sent,
        peer.bytes_queued,
        text::format_duration(std::chrono::floor<std::chrono::seconds>(peer.silent)),
        health ? text::format_duration(health->round_trip) : "-",
        health ? text::format_duration(health->round_trip_variation) : "-",
        health ? std::to_string(health->retransmits) : "-",
        health ? std::to_string(health->unacknowledged) : "-");
  }
  return table;
}

}  // namespace parley::cli
