#include "wire/capture_source.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

#include "base/limits.h"
#include "wire/link.h"

namespace parley::wire {

namespace {

using event::Kind;

constexpr std::string_view not_captured = "not in the capture";

std::string_view side(bool client) {
  return client ? "the client" : "the server";
}

}  // namespace

CaptureSource::CaptureSource(record::CaptureReader reader, End end)
    : reader_(std::move(reader)), end_(end), flows_([this](Entry& entry) { gone(entry); }) {}

std::vector<std::string> CaptureSource::remarks() const {
  return {
      "This is a capture of packets, told from the client's side: \"sent\" is what the client "
      "sent, "
      "\"received\" what the server did."};
}

Result<const event::Event*> CaptureSource::next() {
  while (told_.empty()) {
    if (finished_) return nullptr;
    const auto packet = reader_.next();
    if (!packet) {
      if (packet.error().kind != ErrorClass::bad_input || !reader_.recognised()) {
        return failure(packet.error());
      }
      // What is there so far is worth as much as before.
      finished_ = true;
      flows_.finish();
      Told& damage = tell(nullptr, Kind::noted);
      damage.reason = "the capture is damaged and cannot be read on: " + packet.error().seen;
      damage.event.number = 0;  // nothing that happened: the file's own
    } else if (*packet) {
      read(frame_of(**packet, reader_));
    } else if (end_ == End::final) {
      finished_ = true;
      flows_.finish();
    } else {
      return nullptr;
    }
  }
  current_ = std::move(told_.front());
  told_.pop_front();
  event::Event& event = current_.event;
  event.party = current_.party.get();
  event.bytes = current_.bytes;
  event.message = event.bytes;
  event.reason = current_.reason;
  event.error = current_.error.seen.empty() ? nullptr : &current_.error;
  return &event;
}

CaptureSource::Told& CaptureSource::tell(Entry* entry, Kind kind) {
  Told told;
  told.event.number = ++number_;
  told.event.time = now_;
  told.event.kind = kind;
  if (entry != nullptr) {
    told.event.peer = event::PeerId{entry->flow.number};
    told.event.connection = event::ConnectionId{entry->flow.number};
    told.party = entry->state.party;
  }
  return told_.emplace_back(std::move(told));
}

void CaptureSource::note_unknown(const Frame& frame) {
  if (link_type_known(frame.link_type) || !unknown_links_.insert(frame.link_type).second) return;
  tell(nullptr, Kind::noted).reason = fmt::format(
      "frames of {} are not understood here and passed over", link_type_name(frame.link_type));
}

void CaptureSource::read(const Frame& frame) {
  now_ = std::max(now_, frame.time);
  const auto packet = ip_packet(frame.link_type, frame.octets);
  if (!packet) return note_unknown(frame);
  const auto carried = read_packet(*packet);
  if (const auto* segment = std::get_if<Segment>(&carried)) {
    if (segment->intact()) read_segment(frame, *segment);
  } else if (const auto* datagram = std::get_if<Datagram>(&carried)) {
    if (datagram->intact() && !frame.lost) read_datagram(frame, *datagram);
  } else if (std::holds_alternative<Fragment>(carried) && fragments_++ == 0) {
    tell(nullptr, Kind::noted).reason =
        "fragments of IP packets are in the capture: they are not put together here";
  }
}

void CaptureSource::read_segment(const Frame& frame, const Segment& segment) {
  Entry& entry = flows_.of(frame, segment);
  Talk& talk = entry.state;
  if (!talk.party) {
    talk.party = std::make_shared<event::Party>();
    talk.party->local = entry.flow.client;
    talk.party->remote = entry.flow.server;
    talk.party->opened_here = true;
  }
  if (talk.ended) return;
  const bool by_client = segment.source == entry.flow.client;
  if (segment.syn) read_opening(entry, segment);
  // The other end never saw it, and it is not known to have begun anything.
  if (frame.lost || (segment.syn && segment.payload_bytes == 0)) return;
  Way& way = talk.ways[by_client ? 0 : 1];
  if (segment.rst) return read_reset(entry, segment, by_client);
  if (!way.octets.begun()) way.octets.begin(segment.sequence + (segment.syn ? 1 : 0));
  if (segment.ack) note_acknowledged(entry, segment, by_client);
  if (!talk.connected && by_client && talk.answered && segment.ack && !segment.syn) {
    connect(entry, talk.asked != 0 ? "" : "the first SYN is not in the capture");
  }
  if (segment.payload_bytes != 0 || segment.fin) take_data(entry, segment, by_client);
  if (!talk.ended) look_for_end(entry);
}

void CaptureSource::read_opening(Entry& entry, const Segment& segment) {
  Talk& talk = entry.state;
  const bool by_client = segment.source == entry.flow.client;
  Way& way = talk.ways[by_client ? 0 : 1];
  if (by_client && !segment.ack) ++talk.asked;
  if (!by_client && segment.ack) talk.answered = true;
  if (!way.octets.begun()) way.octets.begin(segment.sequence + 1);
}

void CaptureSource::read_reset(Entry& entry, const Segment& segment, bool by_client) {
  Talk& talk = entry.state;
  if (!talk.connected) {
    if (by_client || talk.asked == 0) return;
    Told& told = tell(&entry, Kind::failed);
    told.error = {ErrorClass::refused, 0, "connect to " + entry.flow.server.to_string(),
                  "RST was the answer to SYN: connection refused"};
    told.reason = told.error.seen;
    talk.ended = true;
    return;
  }
  const Way& way = talk.ways[by_client ? 0 : 1];
  // RFC 5961: one that does not fit is not obeyed.
  if (way.octets.begun() && way.octets.place_of(segment.sequence) + 1 < way.octets.next()) return;
  const bool other_finished = talk.ways[by_client ? 1 : 0].end.has_value();
  if (other_finished) {
    end(entry, Kind::closed,
        fmt::format("by {}, whose FIN {} answered with RST", side(!by_client), side(by_client)));
  } else {
    end(entry, Kind::reset, fmt::format("RST by {}", side(by_client)));
  }
}

void CaptureSource::note_acknowledged(Entry& entry, const Segment& segment, bool by_client) {
  const bool of_client = !by_client;
  Way& other = entry.state.ways[of_client ? 0 : 1];
  if (!other.octets.begun()) {
    if (!entry.state.connected && entry.state.asked != 0) return;
    other.octets.begin(segment.acknowledgement);
  }
  other.acknowledged = std::max(other.acknowledged, other.octets.place_of(segment.acknowledgement));
  const bool hole = other.acknowledged > other.octets.next() && other.octets.waits_behind_hole();
  other.later_segments = hole ? other.later_segments + 1 : 0;
  if (other.later_segments > patience_segments) give_up_holes(entry, of_client);
}

void CaptureSource::take_data(Entry& entry, const Segment& segment, bool by_client) {
  Talk& talk = entry.state;
  Way& way = talk.ways[by_client ? 0 : 1];
  if (!talk.connected) {
    connect(entry, talk.asked != 0 || talk.answered ? "its handshake is not whole in the capture"
                                                    : "its beginning is not in the capture");
  }
  const std::int64_t place = way.octets.place_of(segment.sequence + (segment.syn ? 1 : 0));
  if (segment.fin && !way.end) {
    way.end = place + segment.payload_bytes;
    if (!talk.ways[by_client ? 1 : 0].end) talk.client_ended_first = by_client;
  }
  // A keep-alive probe repeats an octet; late in a capture that is before all that was seen.
  if (place < 0 && segment.payload_bytes <= 1) return;
  const std::size_t before = way.octets.waiting_bytes();
  way.octets.add(place, segment.payload);
  waiting_bytes_ += way.octets.waiting_bytes() - before;
  give_octets(entry, by_client);
  if (waiting_bytes_ > waiting_bytes_max) give_up_holes(entry, by_client);
}

void CaptureSource::connect(Entry& entry, std::string_view reason) {
  entry.state.connected = true;
  tell(&entry, Kind::connected).reason = reason;
}

void CaptureSource::give_octets(Entry& entry, bool by_client) {
  Reassembly& octets = entry.state.ways[by_client ? 0 : 1].octets;
  for (;;) {
    const std::size_t before = octets.waiting_bytes();
    const auto piece = octets.take();
    waiting_bytes_ -= before - octets.waiting_bytes();
    if (!piece) return;
    // A card that joins segments makes some that are larger than an event may be.
    for (std::size_t at = 0; at < piece->size(); at += limits::chunk_bytes_max) {
      tell(&entry, by_client ? Kind::sent : Kind::received).bytes =
          piece->substr(at, limits::chunk_bytes_max);
    }
  }
}

void CaptureSource::give_up_holes(Entry& entry, bool by_client) {
  Way& way = entry.state.ways[by_client ? 0 : 1];
  way.later_segments = 0;
  for (;;) {
    const std::int64_t known = std::max(way.acknowledged, way.end.value_or(0));
    // A FIN counts one in what is acknowledged.
    const std::int64_t limit = way.end ? std::min(known, *way.end) : known;
    const bool waits = way.octets.waits_behind_hole();
    const auto missing =
        way.octets.skip_hole(waits ? std::numeric_limits<std::int64_t>::max() : limit);
    if (missing == 0) return;
    Told& told = tell(&entry, Kind::dropped);
    told.event.count = missing;
    told.error = {ErrorClass::not_recorded, 0,
                  fmt::format("show {} octets that {} sent", missing, side(by_client)),
                  std::string(not_captured)};
    told.reason =
        fmt::format("{} octets that {} sent are {}", missing, side(by_client), not_captured);
    give_octets(entry, by_client);
  }
}

void CaptureSource::look_for_end(Entry& entry) {
  const auto& [client, server] = entry.state.ways;
  if (!client.end || !server.end) return;
  const auto heard = [](const Way& way) {
    return way.octets.next() >= *way.end || way.acknowledged > *way.end;
  };
  if (!heard(client) || !heard(server)) return;
  const bool client_first = entry.state.client_ended_first;
  end(entry, Kind::closed,
      fmt::format("by {}, then by {}", side(client_first), side(!client_first)));
}

void CaptureSource::end(Entry& entry, Kind kind, std::string reason) {
  give_up_holes(entry, true);
  give_up_holes(entry, false);
  Told& told = tell(&entry, kind);
  if (kind == Kind::reset) {
    told.error = {ErrorClass::reset, 0, "go on with the conversation", reason};
  }
  told.reason = std::move(reason);
  entry.state.ended = true;
}

/// Its ports were taken again, too many are open, or this is the end of the capture.
void CaptureSource::gone(Entry& entry) {
  Talk& talk = entry.state;
  if (talk.ended || entry.flow.datagrams) return;
  if (talk.connected) {
    give_up_holes(entry, true);
    give_up_holes(entry, false);
    if (!finished_) end(entry, Kind::closed, "its end is not in the capture");
  } else if (talk.asked != 0 && !talk.answered) {
    Told& told = tell(&entry, Kind::failed);
    told.error = {ErrorClass::timeout, 0, "connect to " + entry.flow.server.to_string(),
                  fmt::format("no answer to {} SYN in the capture", talk.asked)};
    told.reason = told.error.seen;
  }
  talk.ended = true;
}

void CaptureSource::read_datagram(const Frame& frame, const Datagram& datagram) {
  Entry& entry = flows_.of(frame, datagram);
  Talk& talk = entry.state;
  if (!talk.party) {
    talk.party = std::make_shared<event::Party>();
    talk.party->transport = event::Transport::udp;
    talk.party->local = entry.flow.client;
    talk.party->remote = entry.flow.server;
    talk.party->opened_here = true;
    connect(entry, "");
  }
  const bool by_client = datagram.source == entry.flow.client;
  tell(&entry, by_client ? Kind::sent : Kind::received).bytes = datagram.payload;
  const std::size_t cut = datagram.payload_bytes - datagram.payload.size();
  if (cut == 0) return;
  Told& told = tell(&entry, Kind::dropped);
  told.event.count = cut;
  told.error = {ErrorClass::not_recorded, 0, fmt::format("show {} octets of a datagram", cut),
                std::string(not_captured)};
  told.reason = fmt::format("{} octets of the datagram are {}", cut, not_captured);
}

}  // namespace parley::wire
