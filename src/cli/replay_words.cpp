#include "cli/replay_words.h"

#include <fmt/format.h>

#include "cli/local_time.h"
#include "text/duration.h"
#include "text/notation.h"

namespace parley::cli {

namespace {

using session::Difference;

std::string counted(std::uint64_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string moment(WallTime time) {
  return local_date(time) + " " + local_clock(time);
}

std::string octet_row(std::string_view name, Bytes octets) {
  std::string hex;
  for (const char octet : octets)
    hex += fmt::format("{:02x} ", static_cast<unsigned char>(octet));
  return fmt::format("\n  {:<9} {:<48} {}", name, octets.empty() ? "nothing" : hex,
                     text::to_notation(octets));
}

std::string what_differs(const Difference& difference, const session::ReplaySettings& settings) {
  const std::string left = counted(difference.octets_left, "recorded byte");
  switch (difference.kind) {
    case Difference::Kind::other: return "the peer's answer is not the recorded one";
    case Difference::Kind::missing:
      return fmt::format(
          "the peer's answer did not come within {} of its recorded time: {} missing",
          text::format_duration(settings.patience), left);
    case Difference::Kind::extra: return "the peer said more than was recorded";
    case Difference::Kind::ended:
      if (difference.error) {
        return fmt::format("the conversation broke off, {} missing: {}", left,
                           to_string(*difference.error));
      }
      return fmt::format("the peer ended the conversation too early, {} missing", left);
    case Difference::Kind::stalled:
      return fmt::format("the peer took nothing for {}", text::format_duration(settings.patience));
  }
  return {};
}

std::string place_words(const session::Script& script, const Difference& difference) {
  const std::string place =
      script.datagrams()
          ? fmt::format("datagram {} of the peer, offset {}", difference.answer, difference.offset)
          : fmt::format("offset {} of what the peer says, in its answer {}", difference.offset,
                        difference.answer);
  return place + ", recorded " + moment(difference.recorded);
}

std::string_view side_name(const session::ReplaySettings& settings) {
  return settings.plays == session::Side::client ? "client" : "server";
}

}  // namespace

std::optional<Error> replay_error(const session::Script& script,
                                  const session::ReplaySettings& settings,
                                  const session::ReplayReport& report) {
  if (!report.difference) return std::nullopt;
  return Error{ErrorClass::expect, 0, fmt::format("replay the {}'s side", side_name(settings)),
               fmt::format("{}; first difference: {}", what_differs(*report.difference, settings),
                           place_words(script, *report.difference))};
}

std::string replay_words(const session::Script& script, const session::ReplaySettings& settings,
                         const session::ReplayReport& report) {
  if (report.failure) return "nothing was replayed: the peer was not reached";
  std::string words;
  if (report.difference) {
    const Difference& difference = *report.difference;
    words = "first difference: " + place_words(script, difference);
    if (!difference.before.empty()) words += octet_row("before", difference.before);
    words += octet_row("recorded", difference.expected);
    words += octet_row("came", difference.got) + "\n";
  } else {
    words = report.complete ? "no difference: " : "not replayed to its end: ";
  }
  words += fmt::format(
      "played the {}'s side of connection {} of {}: {} in {} said; {} in {} came as recorded; {}",
      side_name(settings), static_cast<unsigned>(script.connection), moment(script.began),
      counted(report.octets_said, "byte"), counted(report.turns_said, "turn"),
      counted(report.octets_same, "byte"), counted(report.answers_same, "whole answer"),
      text::format_duration(report.took));
  return words;
}

}  // namespace parley::cli
