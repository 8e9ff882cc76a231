#include "record/encoder.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <fmt/format.h>
#include <vector>

#include "record/crc32.h"
#include "record/pcapng.h"

namespace parley::record {

using event::Kind;

namespace {

// Of an Enhanced Packet: what is in front of the data, and behind it.
constexpr std::size_t packet_head_bytes = 28;
constexpr std::size_t flags_bytes = 8;
constexpr std::size_t hash_bytes = 12;
constexpr std::size_t packet_id_bytes = 12;
constexpr std::size_t peer_bytes = 4 + format::option_peer_bytes;
constexpr std::size_t end_bytes = 4;
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

char* stored_option(char* to, std::uint16_t code, std::uint16_t bytes) {
  return stored(stored(to, code), bytes);
}

/// An Enhanced Packet that is being written where it will stand.
struct PacketBlock {
  std::uint32_t interface = format::payload_interface;
  std::size_t data_bytes = 0;
  std::uint32_t direction = 0;
  bool is_event = false;
  std::uint64_t packet_id = 0;
  event::PeerId peer{};

  std::size_t bytes() const {
    return packet_head_bytes + padded(data_bytes) + flags_bytes + hash_bytes +
           (is_event ? packet_id_bytes + peer_bytes : 0) + end_bytes + length_bytes;
  }

  /// The data is already at `to + packet_head_bytes`.
  void write(char* to, WallTime time) const {
    const auto units = static_cast<std::uint64_t>(time.time_since_epoch().count());
    const auto length = static_cast<std::uint32_t>(bytes());
    char* at = stored(to, format::packet_type);
    at = stored(at, length);
    at = stored(at, interface);
    at = stored(at, static_cast<std::uint32_t>(units >> 32));
    at = stored(at, static_cast<std::uint32_t>(units));
    at = stored(at, static_cast<std::uint32_t>(data_bytes));
    at = stored(at, static_cast<std::uint32_t>(data_bytes));
    const std::uint32_t crc = crc32(Bytes(at, data_bytes));
    std::memset(at + data_bytes, 0, padded(data_bytes) - data_bytes);
    const char* tail = at + padded(data_bytes);
    at = stored(stored_option(at + padded(data_bytes), format::option_flags, 4), direction);
    at = stored_option(at, format::option_hash, 5);
    *at = format::hash_crc32;
    at = stored(at + 1, crc);
    std::memset(at, 0, 3);
    at += 3;
    if (is_event) {
      at = stored(stored_option(at, format::option_packet_id, 8), packet_id);
      at = stored_option(at, format::option_peer, format::option_peer_bytes);
      at = stored(at, static_cast<std::uint32_t>(peer));
      const std::uint32_t head = crc32(Bytes(to, packet_head_bytes));
      at = stored(at, crc32(Bytes(tail, static_cast<std::size_t>(at - tail)), head));
    }
    stored(stored(at, std::uint32_t{0}), length);
  }
};

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

bool ends_connection(Kind kind) {
  return kind == Kind::closed || kind == Kind::reset || kind == Kind::failed;
}

}  // namespace

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
    count(connection_of(event), way_of(event), event.bytes.size());
  } else if (event.kind == Kind::connected && event.party != nullptr) {
    open(event);
  } else if (ends_connection(event.kind)) {
    forget(event);
  }
}

bool Encoder::put_gap(const Gap& gap) {
  now_ = std::max(now_, gap.time);
  number_next_ = gap.first;
  json_.clear();
  append_gap_json(gap, json_);
  if (!put_json_block(json_, packet_id_of({}, gap.last), {}, 0)) return false;
  number_next_ = gap.last + 1;
  put_open_connections();
  if (segment_ != nullptr) publish();
  return true;
}

Encoder::Connection& Encoder::open(const event::Event& event) {
  const auto make = [&](Way way) {
    const std::uint32_t first = initial_sequence_set_ ? initial_sequence_[index_of(way)]
                                                      : static_cast<std::uint32_t>(random_());
    return Direction{RebuiltHeader(*event.party, event.connection, way), first + 1};
  };
  auto made = std::make_unique<Connection>(
      Connection{*event.party, event.peer, event.time, {make(Way::received), make(Way::sent)}});
  last_id_ = static_cast<std::uint32_t>(event.connection);
  last_ = made.get();
  open_[last_id_] = std::move(made);
  return *last_;
}

Encoder::Connection& Encoder::connection_of(const event::Event& event) {
  const auto id = static_cast<std::uint32_t>(event.connection);
  if (last_ != nullptr && id == last_id_) return *last_;
  const auto known = open_.find(id);
  if (known == open_.end()) return open(event);
  last_id_ = id;
  last_ = known->second.get();
  return *last_;
}

void Encoder::forget(const event::Event& event) {
  open_.erase(static_cast<std::uint32_t>(event.connection));
  last_ = nullptr;
}

void Encoder::count(Connection& connection, Way way, std::size_t bytes) {
  Direction& direction = connection.ways[index_of(way)];
  direction.sequence += static_cast<std::uint32_t>(bytes);
  direction.bytes += bytes;
}

bool Encoder::put_payload(const event::Event& event) {
  Connection& connection = connection_of(event);
  const Way way = way_of(event);
  Direction& direction = connection.ways[index_of(way)];
  Direction& other = connection.ways[index_of(opposite(way))];
  const std::size_t header_bytes = direction.header.size();
  const PacketBlock block{format::payload_interface,
                          header_bytes + event.bytes.size(),
                          direction_of(way),
                          true,
                          packet_id_of(event.connection, event.number),
                          event.peer};
  char* at = reserve(block.bytes());
  if (at == nullptr) return false;
  char* data = at + packet_head_bytes;
  std::memcpy(data + header_bytes, event.bytes.data(), event.bytes.size());
  direction.header.write(
      data, event.bytes,
      {direction.sequence, other.sequence, static_cast<std::uint8_t>(tcp_psh | tcp_ack)});
  block.write(at, now_);
  position_ += block.bytes();
  number_next_ = event.number + 1;  // what follows may begin a segment
  count(connection, way, event.bytes.size());
  if (!direction.header.is_tcp()) return true;
  other.unacknowledged_packets = other.unacknowledged_bytes = 0;
  direction.unacknowledged_bytes += static_cast<std::uint32_t>(event.bytes.size());
  if (++direction.unacknowledged_packets >= format::unacknowledged_packets_max ||
      direction.unacknowledged_bytes >= format::unacknowledged_bytes_max) {
    direction.unacknowledged_packets = direction.unacknowledged_bytes = 0;
    put_bare(connection, opposite(way), tcp_ack);
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
  if (!put_json_block(json_, id, event.peer, 0)) return false;
  number_next_ = event.number + 1;  // what follows may begin a segment
  const bool of_connection = event.connection != event::ConnectionId{};
  if (event.kind == Kind::connected && event.party != nullptr && of_connection) {
    put_handshake(open(event));
  } else if (ends_connection(event.kind) && of_connection) {
    const auto known = open_.find(static_cast<std::uint32_t>(event.connection));
    if (known != open_.end()) put_ending(*known->second, event.kind);
    forget(event);
  }
  return true;
}

/// `packet_id` 0: a statement, which is no event.
bool Encoder::put_json_block(std::string_view json, std::uint64_t packet_id, event::PeerId peer,
                             std::uint32_t direction) {
  const PacketBlock block{format::event_interface,
                          format::json_prefix.size() + json.size(),
                          direction,
                          packet_id != 0,
                          packet_id,
                          peer};
  char* at = reserve(block.bytes());
  if (at == nullptr) return false;
  char* data = at + packet_head_bytes;
  std::memcpy(data, format::json_prefix.data(), format::json_prefix.size());
  std::memcpy(data + format::json_prefix.size(), json.data(), json.size());
  block.write(at, now_);
  position_ += block.bytes();
  return true;
}

/// Decoration. Where there is no room, it is left out: nothing of what happened is in it.
void Encoder::put_bare(Connection& connection, Way way, std::uint8_t flags) {
  Direction& direction = connection.ways[index_of(way)];
  const Direction& other = connection.ways[index_of(opposite(way))];
  if (!direction.header.is_tcp()) return;
  const bool opens = (flags & tcp_syn) != 0;
  const std::uint32_t before = opens ? 1 : 0;  // SYN stands in front of the first octet
  const bool answers = (flags & tcp_ack) != 0;
  const TcpNumbers numbers{direction.sequence - before, answers ? other.sequence : 0, flags};
  char packet[RebuiltHeader::bytes_max];
  std::size_t bytes = direction.header.size();
  if (opens) {
    bytes = direction.header.write_syn(packet, numbers);
  } else {
    direction.header.write(packet, {}, numbers);
  }
  const PacketBlock block{format::payload_interface, bytes, direction_of(way), false, 0, {}};
  char* at = reserve(block.bytes());
  if (at == nullptr) return;
  std::memcpy(at + packet_head_bytes, packet, bytes);
  block.write(at, now_);
  position_ += block.bytes();
  if ((flags & tcp_fin) != 0) ++direction.sequence;
}

void Encoder::put_handshake(Connection& connection) {
  const Way first = connection.party.opened_here ? Way::sent : Way::received;
  put_bare(connection, first, tcp_syn);
  put_bare(connection, opposite(first), tcp_syn | tcp_ack);
  put_bare(connection, first, tcp_ack);
}

void Encoder::put_ending(Connection& connection, event::Kind kind) {
  if (kind == Kind::closed) {
    put_bare(connection, Way::sent, tcp_fin | tcp_ack);
    put_bare(connection, Way::received, tcp_fin | tcp_ack);
    put_bare(connection, Way::sent, tcp_ack);
  } else {
    put_bare(connection, kind == Kind::reset ? Way::received : Way::sent, tcp_rst | tcp_ack);
  }
}

void Encoder::put_open_connections() {
  statements_missing_ = true;
  std::vector<std::uint32_t> ids;
  ids.reserve(open_.size());
  for (const auto& [id, connection] : open_)
    ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  for (const std::uint32_t id : ids) {
    const Connection& connection = *open_[id];
    std::string json;  // not `json_`: a new file stands in the way of an event that is in there
    append_open_json({connection.peer, static_cast<event::ConnectionId>(id), connection.party,
                      connection.since, connection.ways[index_of(Way::received)].bytes,
                      connection.ways[index_of(Way::sent)].bytes},
                     json);
    if (!put_json_block(json, 0, connection.peer, 0)) return;
  }
  statements_missing_ = false;
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
