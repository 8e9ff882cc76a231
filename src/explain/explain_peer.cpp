#include <cerrno>
#include <chrono>
#include <fmt/format.h>

#include "base/limits.h"
#include "explain/causes.h"
#include "explain/words.h"

namespace parley::explain {

namespace {

constexpr std::size_t mebibyte = 1024 * 1024;

// What networks usually are: RFC 4291 gives an IPv6 link 64 bits, a home router an IPv4 one 24.
constexpr unsigned usual_prefix_v4 = 24;
constexpr unsigned usual_prefix_v6 = 64;

std::string_view probable_end(const Situation& situation) {
  const bool on_link = situation.endpoint && situation.route && !situation.route->gateway;
  if (!on_link) return "Its power or its network is gone, or the way there is cut.";
  switch (situation.next_hop.state) {
    case host::NeighbourState::failed:
    case host::NeighbourState::incomplete:
      return "Its address answers no more either: its power or its network is gone.";
    case host::NeighbourState::reachable:
      return "Its address still answers, so it is on, but its TCP is not.";
    default: return "Its power or its network is gone.";
  }
}

}  // namespace

Cause reset(const Error& error, const Situation& situation) {
  if (in_tls_handshake(error)) return tls(error, situation);
  const std::string peer = peer_words(situation);
  if (error.system_errno == EPIPE) {
    return {fmt::format("{} had closed the connection already, so what was sent had nowhere to go.",
                        peer),
            "With --retry, parley connect comes back by itself."};
  }
  return {
      fmt::format("{} cut the connection with a TCP reset: its program crashed or restarted, or it "
                  "closed while bytes waited that it had not read.",
                  peer),
      "See what the device prints at that moment: parley serial DEVICE\n"
      "With --retry, parley connect comes back by itself."};
}

Cause vanished(const Situation& situation) {
  const auto seconds = std::chrono::seconds(limits::vanished_after).count();
  return {
      fmt::format("{} answered neither data nor probes for {} s and did not say goodbye. {}",
                  peer_words(situation), seconds, probable_end(situation)),
      "Check the device's power and its Wi-Fi. With --retry, parley connect comes back by itself."};
}

Cause not_admitted(const Situation& situation) {
  const IpAddress peer = situation.endpoint.value_or(Endpoint{}).address;
  const unsigned bits = peer.is_v4() ? usual_prefix_v4 : usual_prefix_v6;
  const std::string networks = network_words(situation.adapters);
  const std::string own = networks.empty() ? "" : " (" + networks + ")";
  return {
      fmt::format("{} is outside this computer's own networks{}, and a listener serves only those.",
                  peer.to_string(), own),
      fmt::format("To serve this address, start again with: --allow {}\n"
                  "To serve the network around it: --allow {}",
                  peer.to_string(), Cidr{peer, bits}.to_string())};
}

Cause peer_limit(const Error& error, const Situation& situation) {
  const bool per_address = mentions(error.seen, "address");
  const std::size_t limit = per_address ? situation.peers_per_address_max : situation.peers_max;
  return {fmt::format(
              "{} has as many peers as it may; then the one that was silent for the longest goes.",
              per_address ? "One address" : "This server"),
          fmt::format("Raise the limit: {} {}\nOr close peers: /peers lists them, /close 2 closes "
                      "one.",
                      per_address ? "--max-peers-per-address" : "--max-peers",
                      limit == 0 ? "N" : std::to_string(limit * 2))};
}

Cause queue_full() {
  return {fmt::format(
              "The peer does not read as fast as it is sent to. At most {} MiB wait for one peer "
              "and {} MiB for all; what does not fit is not sent.",
              limits::send_queue_bytes_max / mebibyte, limits::send_total_bytes_max / mebibyte),
          "Send less or more slowly, or wait until the peer reads again."};
}

}  // namespace parley::explain
