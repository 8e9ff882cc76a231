#include "wire/words.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

namespace parley::wire {

namespace {

const Place* place_of(const IpAddress& address, const std::vector<Place>& places) {
  const auto found = std::find_if(places.begin(), places.end(),
                                  [&](const Place& place) { return place.address == address; });
  return found == places.end() ? nullptr : &*found;
}

std::string name_of(const Endpoint& end, const std::vector<Place>& places) {
  const Place* place = place_of(end.address, places);
  return place != nullptr ? place->name : end.to_string();
}

/// `behind`: what follows the note, which stands between commas.
std::string full_name_of(const Endpoint& end, const std::vector<Place>& places,
                         std::string_view behind) {
  const Place* place = place_of(end.address, places);
  if (place == nullptr) return end.to_string();
  const std::string name = fmt::format("{} ({})", place->name, end.to_string());
  return place->note.empty() ? name : fmt::format("{}, {}{}", name, place->note, behind);
}

std::string offer(const Segment& segment) {
  const std::string window = fmt::format("window {}", segment.window);
  return segment.segment_most
             ? fmt::format("segments of at most {} octets, {}", *segment.segment_most, window)
             : window;
}

std::string meaning(const Step& step) {
  const Segment& segment = step.segment;
  switch (step.kind) {
    case Step::Kind::syn: return syn_words(segment);
    case Step::Kind::syn_ack: return syn_ack_words(segment);
    case Step::Kind::ack: return opened_words(segment);
    case Step::Kind::fin: return std::string(fin_words);
    case Step::Kind::rst: return std::string(rst_words);
  }
  return {};
}

std::string_view kind_name(Step::Kind kind) {
  switch (kind) {
    case Step::Kind::syn: return "SYN";
    case Step::Kind::syn_ack: return "SYN-ACK";
    case Step::Kind::ack: return "ACK";
    case Step::Kind::fin: return "FIN";
    case Step::Kind::rst: return "RST";
  }
  return {};
}

std::string outcome(const Conversation& conversation, const std::vector<Place>& places) {
  const std::string server = name_of(conversation.server, places);
  if (conversation.established) {
    return fmt::format("{} octets came from {}, {} from {}.", conversation.client_bytes,
                       name_of(conversation.client, places), conversation.server_bytes, server);
  }
  if (conversation.refused) return fmt::format("Refused: nobody listens at {}.", server);
  const auto answered =
      std::any_of(conversation.opening.begin(), conversation.opening.end(),
                  [](const Step& step) { return step.kind == Step::Kind::syn_ack; });
  return answered ? "The handshake was not finished in what was captured."
                  : fmt::format("No answer of {} was captured.", server);
}

std::string troubles(const Conversation& conversation) {
  std::string words;
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count == 0) return;
    words += fmt::format("{}{} {}", words.empty() ? "" : ", ", count, what);
  };
  add(conversation.segments_lost, "lost on the link");
  add(conversation.segments_damaged, "damaged on the link");
  add(conversation.segments_repeated, "sent again");
  return words.empty() ? words : fmt::format("Segments: {}.", words);
}

}  // namespace

std::string syn_words(const Segment& segment) {
  return fmt::format("may I connect? I count from {} ({}).", segment.sequence + 1, offer(segment));
}

std::string syn_ack_words(const Segment& segment) {
  return fmt::format("yes, I wait for your {}. I count from {} ({}).", segment.acknowledgement,
                     segment.sequence + 1, offer(segment));
}

std::string opened_words(const Segment& segment) {
  return fmt::format("and I wait for your {}. Both know that both hear: it is open.",
                     segment.acknowledgement);
}

std::string since_words(Duration since) {
  const double ms = std::chrono::duration<double, std::milli>(since).count();
  return ms < 10'000 ? fmt::format("{:+.3f} ms", ms) : fmt::format("{:+.3f} s", ms / 1000);
}

std::vector<Words> conversation_words(const Conversation& conversation,
                                      const std::vector<Place>& places) {
  std::vector<Words> lines;
  lines.push_back({"", fmt::format("Seen on the link of {}, between {} and {}:", conversation.link,
                                   full_name_of(conversation.client, places, ","),
                                   full_name_of(conversation.server, places, ""))});
  const std::string client = name_of(conversation.client, places);
  const std::string server = name_of(conversation.server, places);
  const std::size_t width = std::max(client.size(), server.size()) + 1;
  const auto tell = [&](const Step& step) {
    const auto& start = conversation.opening.front().time;
    lines.push_back(
        {fmt::format("{:>12}  {:<7}  {:<{}} ", since_words(step.time - start), kind_name(step.kind),
                     (step.by_client ? client : server) + ":", width),
         meaning(step) + (step.lost ? " (This one was lost on the link.)" : "")});
  };
  std::for_each(conversation.opening.begin(), conversation.opening.end(), tell);
  std::for_each(conversation.closing.begin(), conversation.closing.end(), tell);
  lines.push_back({"", outcome(conversation, places)});
  if (const auto more = troubles(conversation); !more.empty()) lines.push_back({"", more});
  return lines;
}

}  // namespace parley::wire
