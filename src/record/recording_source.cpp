#include "record/recording_source.h"

#include <fmt/format.h>

#include "record/rebuilt.h"

namespace parley::record {

using event::Kind;

namespace {

bool ends_connection(Kind kind) {
  return kind == Kind::closed || kind == Kind::reset || kind == Kind::failed;
}

}  // namespace

RecordingSource::RecordingSource(SegmentedFile file) : reader_(std::move(file)) {}

std::vector<std::string> RecordingSource::remarks() const {
  return {
      "Parley recorded this as programs saw it: octets and times are real, the headers of "
      "packets were rebuilt."};
}

Result<> RecordingSource::seek_event(std::uint64_t number) {
  const auto segment = reader_.file().segment_of_event(number);
  if (!segment) return tl::unexpected(segment.error());
  seek_segment(*segment);
  start_event_ = number;
  return {};
}

Result<> RecordingSource::seek_time(WallTime time) {
  const auto segment = reader_.file().segment_of_time(time);
  if (!segment) return tl::unexpected(segment.error());
  seek_segment(*segment);
  start_time_ = time;
  return {};
}

void RecordingSource::seek_segment(std::uint64_t segment) {
  segment_judged_ = false;
  reader_.seek(segment);
  open_.clear();
  start_event_ = 0;
  start_time_ = WallTime::min();
}

void RecordingSource::set_interest(const Interest* interest) {
  interest_ = interest;
  scout_ = interest == nullptr ? nullptr : std::make_unique<Scout>(reader_.file(), *interest);
  reader_.follow(scout_.get());
}

void RecordingSource::know(const OpenConnection& connection) {
  open_.insert_or_assign(connection.connection, connection);
}

Result<const event::Event*> RecordingSource::next() {
  for (;;) {
    const auto found = reader_.next();
    if (!found) return tl::unexpected(found.error());
    switch (*found) {
      case Reader::Found::nothing: return nullptr;
      case Reader::Found::damage: return tell_damage(reader_.damage());
      case Reader::Found::block:
        const event::Event* event = tell_block();
        if (event != nullptr && !is_before_start(*event)) return event;
        break;
    }
  }
}

bool RecordingSource::is_before_start(const event::Event& event) {
  if (event.number < start_event_ || event.time < start_time_) return true;
  start_event_ = 0;
  start_time_ = WallTime::min();
  return false;
}

const event::Event* RecordingSource::tell_block() {
  const Block& block = reader_.block();
  if (interest_ != nullptr && block.kind != Block::Kind::statement && !is_wanted(block)) {
    if (block.kind == Block::Kind::event) learn(block);
    // Damage behind the start is told, also when nothing of interest stands there.
    if (block.number >= start_event_) start_event_ = 0;
    if (block.time >= start_time_) start_time_ = WallTime::min();
    return nullptr;
  }
  if (block.kind == Block::Kind::payload) return tell_payload(block);
  if (block.kind == Block::Kind::event) return tell_event(block);
  if (const auto open = read_open_json(block.data)) {
    know(*open);
  } else {
    reader_.reject("a statement cannot be read");
  }
  return nullptr;
}

bool RecordingSource::is_wanted(const Block& block) {
  if (!segment_judged_ || judged_segment_ != reader_.segment()) {
    const Bytes whole = reader_.whole_segment();
    segment_wanted_ = whole.empty() || interest_->in_segment(whole);
    judged_segment_ = reader_.segment();
    segment_judged_ = true;
  }
  return segment_wanted_ && interest_->in_block(block);
}

/// What an event that is passed over says about connections, where their packets do not say it.
void RecordingSource::learn(const Block& block) {
  const auto kind = kind_in_json(block.data);
  if (kind && ends_connection(*kind)) {
    open_.erase(block.connection);
  } else if (kind == Kind::connected || kind == Kind::dropped) {
    tell_event(block);
  }
}

OpenConnection& RecordingSource::connection_of(const Block& block) {
  const auto known = open_.find(block.connection);
  if (known != open_.end()) return known->second;
  const OpenConnection* told = known_ ? known_(block.connection) : nullptr;
  if (told != nullptr) return open_.emplace(block.connection, *told).first->second;
  OpenConnection met;
  met.peer = block.peer;
  met.connection = block.connection;
  met.party = party_of_packet(block.data, block.way);
  met.since = block.time;
  return open_.emplace(block.connection, std::move(met)).first->second;
}

const event::Event* RecordingSource::tell_payload(const Block& block) {
  OpenConnection& open = connection_of(block);
  const auto header = rebuilt_bytes(block.data, open.party.transport);
  if (!header) {
    reader_.reject("a packet's headers are wrong");
    return nullptr;
  }
  event::Event& event = stored_.event;
  event = {};
  event.number = block.number;
  event.time = block.time;
  event.kind = block.way == Way::sent ? Kind::sent : Kind::received;
  event.peer = block.peer;
  event.connection = block.connection;
  event.party = &open.party;
  event.bytes = block.data.substr(*header);
  event.message = event.bytes;
  (block.way == Way::sent ? open.sent_bytes : open.received_bytes) += event.bytes.size();
  return &event;
}

const event::Event* RecordingSource::tell_event(const Block& block) {
  if (!read_event_json(block.data, stored_) || stored_.event.number != block.number) {
    reader_.reject("an event cannot be read");
    return nullptr;
  }
  event::Event& event = stored_.event;
  event.time = block.time;
  if (event.connection == event::ConnectionId{}) {
    // A gap: those that are still open are told again behind it.
    if (stored_.gap_first != 0) open_.clear();
    return &event;
  }
  if (event.kind == Kind::connected && event.party != nullptr) {
    know({event.peer, event.connection, stored_.party, event.time, 0, 0});
  } else if (ends_connection(event.kind)) {
    open_.erase(event.connection);
  }
  return &event;
}

const event::Event* RecordingSource::tell_damage(const Damage& damage) {
  damage_words_ = "the recording is damaged: ";
  if (damage.bytes > 0) {
    damage_words_ += fmt::format("{} octets from octet {} on cannot be read ({})", damage.bytes,
                                 damage.offset, damage.why);
  } else {
    damage_words_ += damage.why;
  }
  if (damage.last_missing != 0 && damage.first_missing == damage.last_missing) {
    damage_words_ += fmt::format("; event {} is missing", damage.first_missing);
  } else if (damage.last_missing != 0) {
    damage_words_ +=
        fmt::format("; events {} to {} are missing", damage.first_missing, damage.last_missing);
  }
  stored_.event = {};
  stored_.event.time = reader_.time();
  stored_.event.kind = Kind::noted;
  stored_.event.reason = damage_words_;
  return &stored_.event;
}

}  // namespace parley::record
