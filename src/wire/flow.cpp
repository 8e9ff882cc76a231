#include "wire/flow.h"

namespace parley::wire {

namespace {

constexpr std::uint16_t well_known_ports_end = 1024;

std::uint16_t number_of(Port port) {
  return static_cast<std::uint16_t>(port);
}

}  // namespace

bool source_is_client(const Segment& segment) {
  if (segment.syn) return !segment.ack;
  const std::uint16_t source = number_of(segment.source.port);
  const std::uint16_t destination = number_of(segment.destination.port);
  const bool source_known = source < well_known_ports_end;
  const bool destination_known = destination < well_known_ports_end;
  if (source_known != destination_known) return destination_known;
  if (segment.payload_bytes != 0) return true;
  return source > destination;
}

bool begins_anew(const Flow& flow, const Segment& segment) {
  const bool asks = segment.syn && !segment.ack && segment.intact();
  return asks && !(flow.from_start && segment.sequence == flow.first);
}

std::size_t FlowKeyHash::operator()(const FlowKey& key) const noexcept {
  const std::hash<Endpoint> ends;
  const std::size_t both = ends(key.low) * 31 + ends(key.high);
  return std::hash<std::string>{}(key.link) * 131 + both * 2 + (key.datagrams ? 1 : 0);
}

}  // namespace parley::wire
