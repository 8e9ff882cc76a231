#include "record/encoder.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstring>
#include <fmt/format.h>
#include <vector>

#include "record/crc32.h"
#include "record/pcapng.h"

namespace parley::record {

using event::Kind;

namespace {

constexpr std::size_t length_bytes = 4;

// A block must fit into a segment.
constexpr std::size_t json_bytes_max = 256 * 1024;
constexpr std::size_t reason_bytes_max = 4096;

std::size_t padded(std::size_t bytes) {
  return (bytes + 3) & ~std::size_t{3};
}

template <typename Number>
char* stored(char* to, Number value) {
  std::memcpy(to, &value, sizeof value);
  return to + sizeof value;
}

constexpr std::uint32_t option_start(std::uint16_t code, std::uint16_t bytes) {
  return std::uint32_t{bytes} << 16 | code;
}

/// All of an Enhanced Packet but its data, as it stands in the file.
struct PacketFrame {
  struct Head {
    std::uint32_t type = format::packet_type;
    std::uint32_t block_bytes = 0;
    std::uint32_t interface = format::payload_interface;
    std::uint32_t time_high = 0;
    std::uint32_t time_low = 0;
    std::uint32_t data_bytes = 0;
    std::uint32_t data_bytes_on_wire = 0;
  } head;
  struct Hash {
    std::uint32_t flags_start = option_start(format::option_flags, 4);
    std::uint32_t direction = 0;
    std::uint32_t hash_start = option_start(format::option_hash, 5);
    std::uint32_t hash_low = 0;   // the algorithm and three octets of the CRC
    std::uint32_t hash_high = 0;  // the fourth, and three that fill up
  } hash;
  struct Identity {
    std::uint32_t packet_id_start = option_start(format::option_packet_id, 8);
    std::uint32_t packet_id_low = 0;
    std::uint32_t packet_id_high = 0;
    std::uint32_t peer_start = option_start(format::option_peer, format::option_peer_bytes);
    std::uint32_t peer = 0;
    std::uint32_t crc = 0;  // of all above
  } identity;               // of an event alone
  struct End {
    std::uint32_t end_of_options = 0;
    std::uint32_t block_bytes = 0;
  } end;

  void set_hash(std::uint32_t crc) {
    hash.hash_low = format::hash_crc32 | crc << 8;
    hash.hash_high = crc >> 24;
  }

  void set_identity(std::uint64_t packet_id, event::PeerId peer) {
    identity.packet_id_low = static_cast<std::uint32_t>(packet_id);
    identity.packet_id_high = static_cast<std::uint32_t>(packet_id >> 32);
    identity.peer = static_cast<std::uint32_t>(peer);
    identity.crc = crc32(Bytes(reinterpret_cast<const char*>(this),
                               sizeof head + sizeof hash + offsetof(Identity, crc)));
  }
};
static_assert(sizeof(PacketFrame) == 80, "nothing between the parts");

std::uint64_t packet_id_of(event::ConnectionId connection, std::uint64_t number) {
  return static_cast<std::uint64_t>(connection) << 32 | (number & 0xffffffff);
}

bool is_payload(const event::Event& event) {
  return (event.kind == Kind::received || event.kind == Kind::sent) && event.party != nullptr &&
         event.connection != event::ConnectionId{};
}

Way way_of(const event::Event& event) {
  return event.kind == Kind::sent ? Way::sent : Way::received;
}

Way opposite(Way way) {
  return way == Way::sent ? Way::received : Way::sent;
}

std::uint32_t direction_of(Way way) {
  return way == Way::sent ? format::direction_outbound : format::direction_inbound;
}

std::size_t index_of(Way way) {
  return static_cast<std::size_t>(way);
}

bool begins_connection(const event::Event& event) {
  return event.kind == Kind::connected && event.party != nullptr &&
         event.connection != event::ConnectionId{};
}

bool ends_connection(const event::Event& event) {
  const bool ends =
      event.kind == Kind::closed || event.kind == Kind::reset || event.kind == Kind::failed;
  return ends && event.connection != event::ConnectionId{};
}

}  // namespace

/// One Enhanced Packet to write.
struct Encoder::Packet {
  std::uint32_t interface;
  Bytes front;  // the data is these two, one behind the other
  Bytes rest;
  std::uint32_t direction;
  std::uint64_t id;  // 0: not of an event, and then there is no peer
  event::PeerId peer;
};

Encoder::Encoder(std::string application, std::uint64_t seed, NextSegment next)
    : application_(std::move(application)), next_(std::move(next)), random_(seed) {}

void Encoder::resume(Segment& last, const Continued& held) {
  segment_ = &last;
  position_ = last.end.load(std::memory_order_relaxed);
  number_from(held);
}

void Encoder::number_from(const Continued& held) {
  number_next_ = held.event + 1;
  now_ = held.time;
  tag_ = held.tag;
}

void Encoder::set_initial_sequence(std::uint32_t received, std::uint32_t sent) {
  initial_sequence_ = {received, sent};
  initial_sequence_set_ = true;
}

bool Encoder::put(const event::Event& event) {
  now_ = std::max(now_, event.time);
  number_next_ = event.number;
  if (statements_missing_) put_open_connections();
  if (statements_missing_) return false;
  const bool kept = is_payload(event) ? put_payload(event) : put_json(event);
  if (!kept) return false;
  if (segment_ != nullptr) publish();
  return true;
}

void Encoder::lose(const event::Event& event) {
  if (is_payload(event)) {
    count(flow_of(event), way_of(event), event.bytes.size());
  } else if (begins_connection(event)) {
    open(event);
  } else if (ends_connection(event)) {
    open_.erase(event.connection);
  }
}

bool Encoder::put_gap(const Gap& gap) {
  now_ = std::max(now_, gap.time);
  number_next_ = gap.first;
  json_.clear();
  append_gap_json(gap, json_);
  if (!put_json_block(json_, packet_id_of({}, gap.last), {})) return false;
  number_next_ = gap.last + 1;
  put_open_connections();
  if (segment_ != nullptr) publish();
  return true;
}

Flow& Encoder::open(const event::Event& event) {
  Flow flow;
  flow.connection = event.connection;
  for (const Way way : {Way::received, Way::sent}) {
    const std::uint32_t first = initial_sequence_set_ ? initial_sequence_[index_of(way)]
                                                      : static_cast<std::uint32_t>(random_());
    flow.ways[index_of(way)].sequence = first + 1;
  }
  flow.origin = std::make_unique<Flow::Origin>(Flow::Origin{*event.party, event.peer, event.time});
  flow.header = RebuiltHeader(*event.party, event.connection);
  return open_.put(std::move(flow));
}

Flow& Encoder::flow_of(const event::Event& event) {
  Flow* known = open_.find(event.connection);
  return known != nullptr ? *known : open(event);
}

void Encoder::count(Flow& flow, Way way, std::size_t bytes) {
  Flow::Direction& direction = flow.ways[index_of(way)];
  direction.sequence += static_cast<std::uint32_t>(bytes);
  direction.bytes += bytes;
}

bool Encoder::put_payload(const event::Event& event) {
  Flow& flow = flow_of(event);
  const Way way = way_of(event);
  Flow::Direction& direction = flow.ways[index_of(way)];
  Flow::Direction& other = flow.ways[index_of(opposite(way))];
  char header[RebuiltHeader::bytes_max];
  flow.header.write(
      header, way, event.bytes,
      {direction.sequence, other.sequence, static_cast<std::uint8_t>(tcp_psh | tcp_ack)});
  if (!put_packet({.interface = format::payload_interface,
                   .front = Bytes(header, flow.header.size()),
                   .rest = event.bytes,
                   .direction = direction_of(way),
                   .id = packet_id_of(event.connection, event.number),
                   .peer = event.peer})) {
    return false;
  }
  number_next_ = event.number + 1;  // what follows may begin a segment
  count(flow, way, event.bytes.size());
  if (!flow.header.is_tcp()) return true;
  other.unacknowledged_packets = other.unacknowledged_bytes = 0;
  direction.unacknowledged_bytes += static_cast<std::uint32_t>(event.bytes.size());
  if (++direction.unacknowledged_packets >= format::unacknowledged_packets_max ||
      direction.unacknowledged_bytes >= format::unacknowledged_bytes_max) {
    direction.unacknowledged_packets = direction.unacknowledged_bytes = 0;
    put_bare(flow, opposite(way), tcp_ack);
  }
  return true;
}

bool Encoder::put_json(const event::Event& event) {
  json_.clear();
  append_event_json(event, json_);
  if (json_.size() > json_bytes_max) {
    // Nothing is lost: a message that its end cut off was recorded octet by octet as it came.
    event::Event shorter = event;
    shorter.message = {};
    shorter.reason = event.reason.substr(0, reason_bytes_max);
    json_.clear();
    append_event_json(shorter, json_);
  }
  const auto id = packet_id_of(event.connection, event.number);
  if (!put_json_block(json_, id, event.peer)) return false;
  number_next_ = event.number + 1;  // what follows may begin a segment
  if (begins_connection(event)) {
    put_handshake(open(event));
  } else if (ends_connection(event)) {
    if (Flow* known = open_.find(event.connection)) put_ending(*known, event.kind);
    open_.erase(event.connection);
  }
  return true;
}

/// `packet_id` 0: a statement, which is no event.
bool Encoder::put_json_block(std::string_view json, std::uint64_t packet_id, event::PeerId peer) {
  return put_packet({.interface = format::event_interface,
                     .front = format::json_prefix,
                     .rest = json,
                     .direction = 0,
                     .id = packet_id,
                     .peer = peer});
}

/// Decoration. Where there is no room, it is left out: nothing of what happened is in it.
void Encoder::put_bare(Flow& flow, Way way, std::uint8_t flags) {
  Flow::Direction& direction = flow.ways[index_of(way)];
  const Flow::Direction& other = flow.ways[index_of(opposite(way))];
  if (!flow.header.is_tcp()) return;
  const bool opens = (flags & tcp_syn) != 0;
  const std::uint32_t before = opens ? 1 : 0;  // SYN stands in front of the first octet
  const bool answers = (flags & tcp_ack) != 0;
  const TcpNumbers numbers{direction.sequence - before, answers ? other.sequence : 0, flags};
  char header[RebuiltHeader::bytes_max];
  std::size_t bytes = flow.header.size();
  if (opens) {
    bytes = flow.header.write_syn(header, way, numbers);
  } else {
    flow.header.write(header, way, {}, numbers);
  }
  if (!put_packet({.interface = format::payload_interface,
                   .front = Bytes(header, bytes),
                   .rest = {},
                   .direction = direction_of(way),
                   .id = 0,
                   .peer = {}})) {
    return;
  }
  if ((flags & tcp_fin) != 0) ++direction.sequence;
}

void Encoder::put_handshake(Flow& flow) {
  const Way first = flow.origin->party.opened_here ? Way::sent : Way::received;
  put_bare(flow, first, tcp_syn);
  put_bare(flow, opposite(first), tcp_syn | tcp_ack);
  put_bare(flow, first, tcp_ack);
}

void Encoder::put_ending(Flow& flow, event::Kind kind) {
  if (kind == Kind::closed) {
    put_bare(flow, Way::sent, tcp_fin | tcp_ack);
    put_bare(flow, Way::received, tcp_fin | tcp_ack);
    put_bare(flow, Way::sent, tcp_ack);
  } else {
    put_bare(flow, kind == Kind::reset ? Way::received : Way::sent, tcp_rst | tcp_ack);
  }
}

void Encoder::put_open_connections() {
  statements_missing_ = true;
  for (const Flow* flow : open_.sorted()) {
    const Flow::Origin& origin = *flow->origin;
    std::string json;  // not `json_`: a new file stands in the way of an event that is in there
    append_open_json(
        {origin.peer, flow->connection, origin.party, origin.since,
         flow->ways[index_of(Way::received)].bytes, flow->ways[index_of(Way::sent)].bytes},
        json);
    if (!put_json_block(json, 0, origin.peer)) return;
  }
  statements_missing_ = false;
}

/// The frame is made beside the place where it will stand, and copied there once: a look at what
/// was just written there in small pieces would wait for all of them.
bool Encoder::put_packet(const Packet& packet) {
  const std::size_t data_bytes = packet.front.size() + packet.rest.size();
  const bool is_event = packet.id != 0;
  const std::size_t tail_bytes =
      sizeof(PacketFrame::Hash) + (is_event ? sizeof(PacketFrame::Identity) : 0);
  const std::size_t block_bytes =
      sizeof(PacketFrame::Head) + padded(data_bytes) + tail_bytes + sizeof(PacketFrame::End);
  char* at = reserve(block_bytes);
  if (at == nullptr) return false;
  const auto units = static_cast<std::uint64_t>(now_.time_since_epoch().count());
  PacketFrame frame;
  frame.head.block_bytes = frame.end.block_bytes = static_cast<std::uint32_t>(block_bytes);
  frame.head.interface = packet.interface;
  frame.head.time_high = static_cast<std::uint32_t>(units >> 32);
  frame.head.time_low = static_cast<std::uint32_t>(units);
  frame.head.data_bytes = frame.head.data_bytes_on_wire = static_cast<std::uint32_t>(data_bytes);
  frame.hash.direction = packet.direction;
  char* data = at + sizeof frame.head;
  stored(data + padded(data_bytes) - sizeof(std::uint32_t), std::uint32_t{0});  // what fills up
  std::memcpy(data, packet.front.data(), packet.front.size());
  if (!packet.rest.empty()) {
    std::memcpy(data + packet.front.size(), packet.rest.data(), packet.rest.size());
  }
  frame.set_hash(crc32(Bytes(data, data_bytes)));
  if (is_event) frame.set_identity(packet.id, packet.peer);

  stored(at, frame.head);
  at = stored(data + padded(data_bytes), frame.hash);
  if (is_event) at = stored(at, frame.identity);
  at = stored(at, frame.end);
  position_ += block_bytes;
  // The segment's memory was last used a million octets ago: the next block's comes while something
  // else is done.
  for (std::size_t ahead = 0; ahead < 256; ahead += 64)
    __builtin_prefetch(at + ahead, 1);
  return true;
}

/// Room for one block, at `position_`; null: there is none.
char* Encoder::reserve(std::size_t bytes) {
  for (;;) {
    if (segment_ != nullptr) {
      assert(bytes + format::block_bytes_min <= segment_->capacity / 2);
      const std::size_t left = segment_->capacity - position_;
      if (bytes == left || bytes + format::block_bytes_min <= left) {
        return segment_->octets.get() + position_;
      }
      pad();
    }
    if (!next_segment()) return nullptr;
  }
}

bool Encoder::next_segment() {
  segment_ = next_();
  if (segment_ == nullptr) return false;
  position_ = 0;
  if (segment_->number > 0) {
    begin_segment();
  } else {
    begin_file();
  }
  return true;
}

void Encoder::begin_file() {
  ByteString head;
  tag_ = random_();
  pcapng::append_section(head, application_, fmt::format("{}{:016x}", format::tag_comment, tag_));
  pcapng::Interface payloads;
  payloads.link_type = format::link_type_raw;
  payloads.name = format::payload_name;
  payloads.description = format::payload_description;
  pcapng::append_interface(head, payloads);
  pcapng::Interface events;
  events.link_type = format::link_type_upper_pdu;
  events.name = format::event_name;
  pcapng::append_interface(head, events);
  std::memcpy(segment_->octets.get(), head.data(), head.size());
  position_ = head.size();
  begin_segment();
  put_open_connections();
}

void Encoder::begin_segment() {
  char* at = segment_->octets.get() + position_;
  const char* body = at + 8;
  at = stored(at, format::segment_type);
  at = stored(at, static_cast<std::uint32_t>(format::segment_header_bytes));
  at = stored(at, format::version);
  at = stored(at, static_cast<std::uint32_t>(segment_->number));
  at = stored(at, number_next_);
  at = stored(at, static_cast<std::uint64_t>(now_.time_since_epoch().count()));
  at = stored(at, tag_);
  at = stored(at, crc32(Bytes(body, format::segment_crc_covers)));
  stored(at, static_cast<std::uint32_t>(format::segment_header_bytes));
  position_ += format::segment_header_bytes;
}

/// Fills the segment to its end and leaves it.
void Encoder::pad() {
  const std::size_t left = segment_->capacity - position_;
  assert(left == 0 || left >= format::block_bytes_min);
  if (left > 0) {
    char* at = stored(segment_->octets.get() + position_, format::segment_type);
    stored(at, static_cast<std::uint32_t>(left));
    std::memset(at + length_bytes, 0, left - format::block_bytes_min);
    stored(segment_->octets.get() + segment_->capacity - length_bytes,
           static_cast<std::uint32_t>(left));
  }
  position_ = segment_->capacity;
  publish();
  segment_ = nullptr;
}

void Encoder::publish() {
  segment_->end.store(position_, std::memory_order_release);
  segment_->last_event.store(number_next_ - 1, std::memory_order_release);
}

ByteString encode_all(const std::function<void(Encoder&)>& put_events, std::uint64_t seed,
                      std::size_t segment_bytes) {
  std::vector<std::unique_ptr<Segment>> segments;
  Encoder encoder("Parley", seed, [&] {
    auto& made = segments.emplace_back(std::make_unique<Segment>(segment_bytes));
    made->number = segments.size() - 1;
    return made.get();
  });
  put_events(encoder);
  ByteString all;
  for (const auto& segment : segments)
    all.append(segment->octets.get(), segment->end.load(std::memory_order_acquire));
  return all;
}

}  // namespace parley::record
