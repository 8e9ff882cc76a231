#include "wire/ladder.h"

#include <algorithm>

#include "wire/link.h"

namespace parley::wire {

namespace {

using Kind = Finding::Kind;

/// From here on an ACK is late: Linux delays it by 40 ms at least, others by up to 500 ms.
constexpr Duration slow_ack_after = std::chrono::milliseconds{40};

/// What was held back for an ACK goes out at once when that comes.
constexpr Duration freed_within = std::chrono::milliseconds{10};

/// Segments overtake each other by less than this (Wireshark's figure, too, where no round trip is
/// known).
constexpr Duration overtaking_most = std::chrono::milliseconds{3};

constexpr unsigned fast_retransmit_acks = 3;

void note(Row& row, Kind kind, std::uint64_t count = 0, Duration time = {}) {
  row.findings.push_back({kind, count, time});
}

std::size_t index_of(bool client) {
  return client ? 0 : 1;
}

bool is_bare(const Segment& segment) {
  return segment.payload_bytes == 0 && !segment.syn && !segment.fin && !segment.rst;
}

}  // namespace

bool Row::has(Finding::Kind what) const {
  return std::any_of(findings.begin(), findings.end(),
                     [what](const Finding& finding) { return finding.kind == what; });
}

Ladder::Ladder(Show show, Gone gone)
    : show_(std::move(show)),
      flows_([gone = std::move(gone)](Entry& entry) { gone(entry.flow, entry.state.summary); }) {}

void Ladder::add(const Frame& frame, bool rebuilt, bool decoration) {
  const auto packet = ip_packet(frame.link_type, frame.octets);
  if (!packet) {
    if (rebuilt) return;  // the events that are no packets
    if (!link_type_known(frame.link_type)) unknown_links_.insert(frame.link_type);
    ++others_;
    return;
  }
  const auto carried = read_packet(*packet);
  if (const auto* segment = std::get_if<Segment>(&carried)) {
    if (rebuilt) {
      add_message(frame, *segment, decoration);
    } else {
      add_segment(frame, *segment);
    }
  } else if (const auto* datagram = std::get_if<Datagram>(&carried)) {
    add_datagram(frame, *datagram);
  } else if (std::holds_alternative<Fragment>(carried)) {
    ++fragments_;
  } else {
    ++others_;
  }
}

Row Ladder::row_of(const Frame& frame, const Flow& flow, const Segment& segment) {
  Row row;
  row.since = frame.time - flow.begun;
  row.by_client = segment.source == flow.client;
  row.bytes = segment.payload_bytes;
  row.payload = segment.payload;
  row.segment = segment;
  if (segment.payload.size() < segment.payload_bytes) {
    note(row, Kind::cut, segment.payload_bytes - segment.payload.size());
  }
  return row;
}

void Ladder::add_datagram(const Frame& frame, const Datagram& datagram) {
  Entry& entry = flows_.of(frame, datagram);
  Row row;
  row.kind = Row::Kind::datagram;
  row.since = frame.time - entry.flow.begun;
  row.by_client = datagram.source == entry.flow.client;
  row.bytes = datagram.payload_bytes;
  row.payload = datagram.payload;
  Summary& summary = entry.state.summary;
  const std::size_t side = index_of(row.by_client);
  ++summary.packets[side];
  if (datagram.payload.size() < datagram.payload_bytes) {
    note(row, Kind::cut, datagram.payload_bytes - datagram.payload.size());
  }
  if (frame.lost) {
    ++summary.lost;
    note(row, Kind::lost);
  }
  if (!datagram.intact()) {
    ++summary.damaged;
    note(row, Kind::damaged);
  } else {
    summary.octets[side] += row.bytes;
  }
  show_(entry.flow, summary, row);
}

/// Of a recording of ours: only that something was said, and what is missing before it.
void Ladder::add_message(const Frame& frame, const Segment& segment, bool decoration) {
  Entry& entry = flows_.of(frame, segment);
  Talk& talk = entry.state;
  talk.summary.rebuilt = true;
  const bool by_client = segment.source == entry.flow.client;
  Way& way = talk.sides[index_of(by_client)].way;
  if (!way.begun()) way.begin(segment.sequence + (segment.syn ? 1 : 0));
  if (decoration || segment.payload_bytes == 0) return;
  Row row = row_of(frame, entry.flow, segment);
  row.kind = Row::Kind::data;
  const std::int64_t place = way.place_of(segment.sequence);
  const auto passed = way.pass(place, segment.payload_bytes, frame.time, false);
  row.first_octet = static_cast<std::uint64_t>(std::max<std::int64_t>(place, 0)) + 1;
  if (passed.missing != 0) note(row, Kind::gap, passed.missing);
  talk.summary.missing += passed.missing;
  talk.summary.octets[index_of(by_client)] += segment.payload_bytes;
  ++talk.summary.packets[index_of(by_client)];
  show_(entry.flow, talk.summary, row);
}

void Ladder::add_segment(const Frame& frame, const Segment& segment) {
  Entry& entry = flows_.of(frame, segment);
  Talk& talk = entry.state;
  Row row = row_of(frame, entry.flow, segment);
  ++talk.summary.packets[index_of(row.by_client)];
  if (segment.checksum == Checksum::unfinished && !unfinished_told_) {
    unfinished_told_ = true;
    note(row, Kind::unfinished);
  }
  if (frame.lost) {
    ++talk.summary.lost;
    note(row, Kind::lost);
  }
  if (segment.intact()) {
    judge(frame, talk, row);
  } else {
    ++talk.summary.damaged;
    note(row, Kind::damaged);
    if (segment.payload_bytes != 0) row.kind = Row::Kind::data;
  }
  show_(entry.flow, talk.summary, row);
}

void Ladder::judge(const Frame& frame, Talk& talk, Row& row) {
  const Segment& segment = row.segment;
  if (segment.rst) return judge_reset(talk, row);
  if (segment.syn) return judge_opening(frame, talk, row);
  Side& side = talk.sides[index_of(row.by_client)];
  Side& other = talk.sides[index_of(!row.by_client)];
  if (!side.way.begun()) side.way.begin(segment.sequence);
  if (segment.ack && !other.way.begun()) other.way.begin(segment.acknowledgement);

  Summary& summary = talk.summary;
  const bool third = row.by_client && summary.answered && !summary.established && segment.ack &&
                     !frame.lost && other.way.place_of(segment.acknowledgement) >= 0;
  if (third) {
    summary.established = true;
    if (summary.asked != 0) summary.handshake = frame.time - side.asked_last;
    if (is_bare(segment)) row.kind = Row::Kind::opened;
  }
  if (segment.ack) judge_window(talk, row);
  judge_data(frame, talk, row);
  if (segment.ack) judge_ack(frame, talk, row);
}

void Ladder::judge_opening(const Frame& frame, Talk& talk, Row& row) {
  const Segment& segment = row.segment;
  Side& side = talk.sides[index_of(row.by_client)];
  row.kind = segment.ack ? Row::Kind::syn_ack : Row::Kind::syn;
  if (!side.way.begun()) side.way.begin(segment.sequence + 1);
  side.scale = segment.window_scale;
  side.scale_known = true;
  if (segment.segment_most) side.segment_most = *segment.segment_most;
  side.window = segment.window;
  if (++side.asked > 1) note(row, Kind::asked_again, side.asked, frame.time - side.asked_last);
  side.asked_last = frame.time;
  if (segment.ack) {
    talk.summary.answered = talk.summary.answered || !frame.lost;
  } else {
    ++talk.summary.asked;
  }
}

void Ladder::judge_reset(Talk& talk, Row& row) {
  row.kind = Row::Kind::rst;
  Summary& summary = talk.summary;
  const std::size_t own = index_of(row.by_client), other = index_of(!row.by_client);
  if (row.has(Kind::lost)) return;
  if (!row.by_client && !summary.answered && summary.asked != 0) {
    row.kind = Row::Kind::refused;
    summary.refused = true;
    return;
  }
  if (summary.reset_by_client) return;
  summary.reset_by_client = row.by_client;
  if (summary.finished[own]) {
    note(row, Kind::reset_after_close);
  } else if (summary.finished[other]) {
    note(row, Kind::reset_after_fin);
  } else if (summary.packets[other] != 0) {
    note(row, Kind::reset_by_force);
  }
}

void Ladder::judge_repeated(const Talk& talk, Row& row, const Way::Passed& passed) {
  const Side& other = talk.sides[index_of(!row.by_client)];
  const Duration age = passed.age.value_or(Duration{});
  if (passed.fills) {
    const Duration soon = talk.summary.handshake.value_or(overtaking_most);
    note(row, age < soon ? Kind::out_of_order : Kind::fills_gap, 0, age);
  } else if (passed.acknowledged) {
    note(row, Kind::sent_again_in_vain);
  } else if (other.duplicate_acks >= fast_retransmit_acks) {
    note(row, Kind::sent_again_fast, other.duplicate_acks, age);
  } else {
    note(row, passed.first_lost ? Kind::sent_again_lost : Kind::sent_again, 0, age);
  }
}

void Ladder::judge_data(const Frame& frame, Talk& talk, Row& row) {
  const Segment& segment = row.segment;
  Side& side = talk.sides[index_of(row.by_client)];
  Side& other = talk.sides[index_of(!row.by_client)];
  Way& way = side.way;
  const std::int64_t place = way.place_of(segment.sequence);
  const bool all_heard = way.acknowledged() >= way.next();
  const bool probes = !segment.fin && segment.payload_bytes <= 1 && place + 1 == way.next() &&
                      all_heard && !way.end();
  if (probes) {
    // A keep-alive repeats the octet before the next; so does a probe of a closed window.
    note(row, other.window == 0 ? Kind::window_probe : Kind::keep_alive);
    other.probed = true;
    return;
  }
  Summary& summary = talk.summary;
  if (segment.payload_bytes != 0) {
    row.kind = Row::Kind::data;
    row.first_octet = static_cast<std::uint64_t>(std::max<std::int64_t>(place, 0)) + 1;
    const auto passed = way.pass(place, segment.payload_bytes, frame.time, frame.lost);
    if (passed.missing != 0) note(row, Kind::gap, passed.missing);
    if (passed.repeated || passed.fills) judge_repeated(talk, row, passed);
    if (passed.repeated) ++summary.again;
    if (other.window == 0 && segment.payload_bytes == 1) note(row, Kind::window_probe);
    const bool fresh = !passed.repeated && !passed.fills;
    if (fresh && side.freed && frame.time - *side.freed <= freed_within) {
      ++summary.stalls;
      note(row, Kind::stall, summary.stalls, side.freed_after);
    }
    summary.octets[index_of(row.by_client)] = static_cast<std::uint64_t>(way.next());
  }
  side.freed.reset();
  if (!segment.fin) return;
  const std::int64_t end = place + segment.payload_bytes;
  if (way.end() == end && !row.has(Kind::sent_again)) note(row, Kind::sent_again);
  if (segment.payload_bytes == 0) row.kind = Row::Kind::fin;
  way.finish(end);
  if (!frame.lost) summary.finished[index_of(row.by_client)] = true;
}

void Ladder::judge_window(Talk& talk, Row& row) {
  Side& side = talk.sides[index_of(row.by_client)];
  const Side& other = talk.sides[index_of(!row.by_client)];
  // A scale counts only when both ends have offered one (RFC 7323).
  const bool scaled = side.scale && other.scale;
  if (row.segment.window != 0 && !(side.scale_known && other.scale_known)) return;
  const std::uint64_t window = std::uint64_t{row.segment.window}
                               << (scaled ? std::min<unsigned>(*side.scale, 14) : 0);
  row.window = window;
  row.window_changed = side.window != window;
  if (window == 0 && side.window != 0) {
    ++talk.summary.zero_windows;
    note(row, Kind::zero_window);
  } else if (window != 0 && side.window == 0) {
    note(row, Kind::window_open);
  }
  side.window = window;
}

void Ladder::judge_ack(const Frame& frame, Talk& talk, Row& row) {
  const Segment& segment = row.segment;
  Side& side = talk.sides[index_of(row.by_client)];
  Side& other = talk.sides[index_of(!row.by_client)];
  Way& heard_way = other.way;
  const std::int64_t place = heard_way.place_of(segment.acknowledgement);
  row.has_octets = static_cast<std::uint64_t>(std::max<std::int64_t>(place, 0));
  if (frame.lost) {
    // It says so all the same, but nobody heard it.
    row.has_news = place > heard_way.acknowledged();
    return;
  }
  const auto heard = heard_way.hear(place, frame.time);
  const auto end = heard_way.end();
  row.has_news = heard.news;
  row.has_end = end && place > *end;
  row.has_octets = static_cast<std::uint64_t>(std::max<std::int64_t>(place - row.has_end, 0));
  row.has_after = heard.age;
  if (heard.unseen != 0) {
    note(row, Kind::ack_of_unseen, heard.unseen);
    talk.summary.missing += heard.unseen;
  }
  const bool answers = side.probed && is_bare(segment) && row.findings.empty();
  if (answers) note(row, Kind::keep_alive_answer);
  if (is_bare(segment) || segment.payload_bytes != 0) side.probed = false;
  if (heard.news) {
    side.duplicate_acks = 0;
    const Duration round_trip = talk.summary.handshake.value_or(Duration{});
    const bool late = heard.age && *heard.age >= slow_ack_after + round_trip;
    const bool small = heard.newest_bytes < side.segment_most;
    if (!late || !small || !is_bare(segment)) return;
    note(row, Kind::slow_ack, 0, *heard.age);
    if (heard_way.acknowledged() < heard_way.next()) return;
    other.freed = frame.time;
    other.freed_after = *heard.age;
  } else if (is_bare(segment) && !answers && place == heard_way.acknowledged() &&
             heard_way.next() > place && !row.window_changed && row.kind == Row::Kind::ack) {
    note(row, Kind::duplicate_ack, ++side.duplicate_acks);
  }
}

}  // namespace parley::wire
