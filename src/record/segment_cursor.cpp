#include "record/segment_cursor.h"

#include <cstring>

#include "record/crc32.h"
#include "record/event_from_json.h"

namespace parley::record {

namespace {

constexpr std::size_t block_head_bytes = 8;
constexpr std::size_t packet_head_bytes = 28;

// What stands behind the data: flags, hash, end of options, length; and for an event packetid and
// peer.
constexpr std::size_t bare_tail_bytes = 8 + 12 + 4 + 4;
constexpr std::size_t event_tail_bytes = bare_tail_bytes + 12 + format::option_peer_bytes + 4;

// Where in the tail the values are.
constexpr std::size_t flags_at = 4;
constexpr std::size_t hash_at = 12;
constexpr std::size_t packet_id_at = 24;
constexpr std::size_t peer_at = 36;
constexpr std::size_t check_at = 40;

template <typename Number>
Number number(const char* at) {
  Number value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

bool has_option(const char* at, std::uint16_t code, std::uint16_t bytes) {
  return number<std::uint16_t>(at) == code && number<std::uint16_t>(at + 2) == bytes;
}

std::size_t padded(std::size_t bytes) {
  return (bytes + 3) & ~std::size_t{3};
}

struct Packet {
  const char* tail = nullptr;
  Bytes data;
  bool is_event = false;
};

/// Null `tail`: the layout is not the one that is written.
Packet packet_of(Bytes block) {
  if (block.size() < packet_head_bytes + bare_tail_bytes) return {};
  const std::size_t bytes = number<std::uint32_t>(block.data() + 20);
  if (number<std::uint32_t>(block.data() + 24) != bytes) return {};
  const std::size_t behind = packet_head_bytes + padded(bytes);
  const bool is_event = behind + event_tail_bytes == block.size();
  if (!is_event && behind + bare_tail_bytes != block.size()) return {};
  const char* tail = block.data() + behind;
  if (!has_option(tail, format::option_flags, 4)) return {};
  if (!has_option(tail + 8, format::option_hash, 5)) return {};
  if (tail[hash_at] != format::hash_crc32) return {};
  if (is_event && !has_option(tail + 20, format::option_packet_id, 8)) return {};
  if (is_event && !has_option(tail + 32, format::option_peer, format::option_peer_bytes)) return {};
  return {tail, block.substr(packet_head_bytes, bytes), is_event};
}

bool data_is_right(const Packet& packet) {
  return crc32(packet.data) == number<std::uint32_t>(packet.tail + hash_at + 1);
}

/// The rest of an event's block: nothing of it is believed unless it is as it was written.
bool block_is_right(Bytes block, const Packet& packet) {
  const std::uint32_t head = crc32(block.substr(0, packet_head_bytes));
  return crc32(Bytes(packet.tail, check_at), head) == number<std::uint32_t>(packet.tail + check_at);
}

}  // namespace

void SegmentCursor::begin(Bytes octets, std::uint64_t segment) {
  octets_ = octets;
  segment_ = segment;
  position_ = 0;
  header_read_ = false;
  front_read_ = segment != 0;
  why_ = {};
}

void SegmentCursor::reject(std::string_view why) {
  position_ = given_at_;
  number_next_ = number_before_;
  why_ = why;
}

SegmentCursor::Step SegmentCursor::damaged(std::string_view why) {
  why_ = why;
  return Step::damaged;
}

SegmentCursor::Step SegmentCursor::next() {
  if (!why_.empty()) return Step::damaged;
  if (!front_read_) {
    const auto front = recording_front(octets_);
    if (!front) return octets_.size() < segment_bytes_ ? Step::more : damaged("its front is wrong");
    position_ = *front;
    front_read_ = true;
  }
  for (;;) {
    const std::size_t room = segment_bytes_ - position_;
    if (room == 0) return Step::end;
    if (octets_.size() - position_ < block_head_bytes) {
      return octets_.size() < segment_bytes_ ? Step::more : damaged("there is no block");
    }
    const char* at = octets_.data() + position_;
    const std::size_t length = number<std::uint32_t>(at + 4);
    const bool fits = length == room || (length < room && room - length >= format::block_bytes_min);
    if (length < format::block_bytes_min || length % 4 != 0 || !fits) {
      return damaged("a block's length is wrong");
    }
    if (length > octets_.size() - position_) return Step::more;
    if (number<std::uint32_t>(at + length - 4) != length) {
      return damaged("a block's length is wrong");
    }
    given_at_ = position_;
    number_before_ = number_next_;
    const Bytes block = octets_.substr(position_, length);
    const auto type = number<std::uint32_t>(at);
    if (!header_read_) return next_header(block);
    bool tells = false;
    if (type == format::packet_type) {
      if (const Step step = next_packet(block, tells); step == Step::damaged) return step;
    } else if (type != format::segment_type || length != room) {
      return damaged("a block is of no known kind");
    }
    position_ += length;
    if (tells) return Step::block;
  }
}

SegmentCursor::Step SegmentCursor::next_header(Bytes block) {
  const auto header = read_segment_header(block);
  const bool of_this_file = header && header->tag == tag_;
  if (!of_this_file || header->number != segment_ || header->first_event == 0) {
    return damaged("the header of a segment is wrong");
  }
  header_ = *header;
  header_read_ = true;
  number_next_ = header_.first_event;
  position_ += block.size();
  return Step::header;
}

SegmentCursor::Step SegmentCursor::next_packet(Bytes block, bool& tells) {
  const Packet packet = packet_of(block);
  if (packet.tail == nullptr) return damaged("a block's layout is wrong");
  if (!data_is_right(packet)) return damaged("a checksum is wrong");
  if (packet.is_event && !block_is_right(block, packet)) return damaged("a checksum is wrong");
  const auto interface = number<std::uint32_t>(block.data() + 8);
  const bool json = packet.data.starts_with(format::json_prefix);
  if (interface != (json ? format::event_interface : format::payload_interface)) {
    return damaged("a block is on the wrong interface");
  }
  if (!packet.is_event && !json) return Step::block;
  block_.data = json ? packet.data.substr(format::json_prefix.size()) : packet.data;
  block_.offset = position_;
  block_.bytes = block.size();
  const auto units = std::uint64_t{number<std::uint32_t>(block.data() + 12)} << 32 |
                     number<std::uint32_t>(block.data() + 16);
  block_.time = WallTime(Duration(static_cast<std::int64_t>(units)));
  tells = true;
  if (!packet.is_event) {
    block_.kind = Block::Kind::statement;
    block_.number = 0;
    return Step::block;
  }
  const auto id = number<std::uint64_t>(packet.tail + packet_id_at);
  const auto direction = number<std::uint32_t>(packet.tail + flags_at);
  block_.kind = json ? Block::Kind::event : Block::Kind::payload;
  block_.way = direction == format::direction_outbound ? Way::sent : Way::received;
  block_.connection = static_cast<event::ConnectionId>(id >> 32);
  block_.peer = static_cast<event::PeerId>(number<std::uint32_t>(packet.tail + peer_at));
  if (!succeeds(json ? block_.data : Bytes{}, static_cast<std::uint32_t>(id))) {
    return damaged("an event is not the successor of the one before it");
  }
  return Step::block;
}

bool SegmentCursor::succeeds(Bytes json, std::uint32_t low) {
  block_.number = number_next_;
  if (low != static_cast<std::uint32_t>(number_next_)) {
    const auto gap = read_gap_json(json);
    if (!gap || gap->first != number_next_ || gap->last < gap->first) return false;
    if (static_cast<std::uint32_t>(gap->last) != low) return false;
    block_.number = gap->last;
  }
  number_next_ = block_.number + 1;
  return true;
}

}  // namespace parley::record
