#include "wire/conversations.h"

#include <algorithm>

#include "record/capture.h"
#include "wire/link.h"

namespace parley::wire {

namespace {

Step::Kind kind_of(const Segment& segment) {
  if (segment.rst) return Step::Kind::rst;
  if (segment.syn) return segment.ack ? Step::Kind::syn_ack : Step::Kind::syn;
  return segment.fin ? Step::Kind::fin : Step::Kind::ack;
}

void keep(std::vector<Step>& steps, const Step& step) {
  if (steps.size() < steps_max) steps.push_back(step);
}

bool has(const std::vector<Step>& steps, Step::Kind kind) {
  return std::any_of(steps.begin(), steps.end(),
                     [&](const Step& step) { return step.kind == kind && !step.lost; });
}

}  // namespace

Conversations::Track& Conversations::begin(const Frame& frame, const Segment& segment) {
  const auto ends = std::minmax(segment.source, segment.destination);
  Track track;
  track.index = all_.size();
  track.client = {true, segment.sequence, 0};
  Conversation conversation;
  conversation.link = frame.link;
  conversation.client = segment.source;
  conversation.server = segment.destination;
  all_.push_back(std::move(conversation));
  return tracks_[{std::string(frame.link), {ends.first, ends.second}}] = track;
}

Conversations::Track* Conversations::find(const Frame& frame, const Segment& segment) {
  const auto ends = std::minmax(segment.source, segment.destination);
  const auto found = tracks_.find({std::string(frame.link), {ends.first, ends.second}});
  const bool asks = segment.syn && !segment.ack && segment.intact();
  if (found == tracks_.end()) return asks ? &begin(frame, segment) : nullptr;
  Track& track = found->second;
  // The same ends with another first number: the ports are used again.
  const bool anew = asks && segment.sequence != track.client.first;
  return anew ? &begin(frame, segment) : &track;
}

void Conversations::note_opening(Track& track, Conversation& conversation, const Step& step) {
  const Segment& segment = step.segment;
  switch (step.kind) {
    case Step::Kind::syn: keep(conversation.opening, step); return;
    case Step::Kind::syn_ack:
      if (step.by_client || segment.acknowledgement != track.client.first + 1) return;
      track.server = {true, segment.sequence, track.server.seen};
      keep(conversation.opening, step);
      return;
    case Step::Kind::rst:
      if (step.by_client || has(conversation.opening, Step::Kind::syn_ack)) return;
      keep(conversation.opening, step);
      conversation.refused = !step.lost;
      return;
    default: break;
  }
  // The third step may carry data, and even a FIN; what counts is that it acknowledges the SYN.
  if (conversation.established || !step.by_client || !segment.ack || !track.server.known) return;
  if (segment.acknowledgement != track.server.first + 1) return;
  Step third = step;
  third.kind = Step::Kind::ack;
  keep(conversation.opening, third);
  conversation.established = !step.lost && has(conversation.opening, Step::Kind::syn) &&
                             has(conversation.opening, Step::Kind::syn_ack);
}

void Conversations::note_data(Direction& direction, Conversation& conversation, const Step& step) {
  const Segment& segment = step.segment;
  if (segment.payload_bytes == 0 || !direction.known) return;
  // How far it reaches from the first octet of data, taken near to what was seen (2^32 wraps).
  const auto seen_low = static_cast<std::uint32_t>(direction.seen);
  const std::uint32_t end = segment.sequence + segment.payload_bytes - (direction.first + 1);
  const auto ahead = static_cast<std::int32_t>(end - seen_low);
  if (ahead <= 0) {
    ++conversation.segments_repeated;
  } else {
    direction.seen += static_cast<std::uint32_t>(ahead);
  }
  (step.by_client ? conversation.client_bytes : conversation.server_bytes) = direction.seen;
}

void Conversations::add(const Frame& frame) {
  const auto packet = ip_packet(frame.link_type, frame.octets);
  if (!packet) return;
  auto carried = read_packet(*packet);
  auto* segment = std::get_if<Segment>(&carried);
  if (segment == nullptr) return;
  segment->payload = {};  // steps outlive the frame
  Track* track = find(frame, *segment);
  if (track == nullptr) {
    ++segments_without_opening_;
    return;
  }
  Conversation& conversation = all_[track->index];
  if (!segment->intact()) {
    ++conversation.segments_damaged;
    return;
  }
  const bool by_client = segment->source == conversation.client;
  const Step step{kind_of(*segment), by_client, frame.lost, frame.time, *segment};
  if (step.lost) ++conversation.segments_lost;
  note_opening(*track, conversation, step);
  const bool refusal = conversation.refused && step.kind == Step::Kind::rst;
  if ((segment->fin || segment->rst) && !refusal) {
    Step last = step;
    last.kind = segment->rst ? Step::Kind::rst : Step::Kind::fin;
    keep(conversation.closing, last);
  }
  note_data(by_client ? track->client : track->server, conversation, step);
}

Result<Conversations> read_capture(Bytes capture) {
  Conversations found;
  auto reader = record::CaptureReader::of(capture);
  while (true) {
    const auto packet = reader.next();
    if (!packet) return failure(packet.error());
    if (!*packet) return found;
    found.add(frame_of(**packet, reader));
  }
}

}  // namespace parley::wire
