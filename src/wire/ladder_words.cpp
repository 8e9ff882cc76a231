#include "wire/ladder_words.h"

#include <algorithm>
#include <fmt/format.h>

#include "text/duration.h"
#include "text/safe_text.h"
#include "wire/words.h"

namespace parley::wire {

namespace {

std::string octets_of(std::uint64_t count) {
  return fmt::format("{} octet{}", count, count == 1 ? "" : "s");
}

std::string time_of(Duration time) {
  return text::format_duration(time);
}

std::string ordinal(std::uint64_t count) {
  if (count == 2) return "2nd";
  return count == 3 ? "3rd" : fmt::format("{}th", count);
}

std::string place_words(const Row& row) {
  if (row.bytes == 1) return fmt::format("octet {}", row.first_octet);
  return fmt::format("octets {} to {}", row.first_octet, row.first_octet + row.bytes - 1);
}

/// What it acknowledges that was not before.
std::string heard_words(const Row& row) {
  std::string words;
  if (row.has_end) {
    words = "I know that you have sent everything";
  } else if (row.has_octets != 0) {
    words = fmt::format("I have all up to your octet {}", row.has_octets);
  }
  if (!words.empty() && row.has_after && row.kind == Row::Kind::ack) {
    words += fmt::format(" ({} later)", time_of(*row.has_after));
  }
  return words.empty() ? words : words + ".";
}

std::string ack_words(const Row& row) {
  using Kind = Finding::Kind;
  if (row.has(Kind::keep_alive)) return "are you still there?";
  if (row.has(Kind::window_probe)) return "is there room again?";
  if (row.has(Kind::keep_alive_answer)) return "yes, I am.";
  std::string words;
  if (row.has_news) {
    words = heard_words(row);
  } else {
    words = row.has_octets == 0
                ? "I have none of your octets yet."
                : fmt::format("I have all up to your octet {}, as I said.", row.has_octets);
  }
  if (row.window && *row.window == 0) {
    words += " I have no room for more.";
  } else if (row.window && row.window_changed) {
    words += fmt::format(" There is room for {} more.", *row.window);
  }
  return words;
}

std::string again_words(const Finding& finding) {
  using Kind = Finding::Kind;
  const std::string age = time_of(finding.time);
  switch (finding.kind) {
    case Kind::asked_again:
      return fmt::format("Said for the {} time, {} after the last.", ordinal(finding.count), age);
    case Kind::sent_again:
      return finding.time == Duration{}
                 ? "Sent again: no answer to it had come here."
                 : fmt::format("Sent again after {}: no answer to it had come here.", age);
    case Kind::sent_again_lost:
      return fmt::format("Sent again after {}: the link had lost it.", age);
    case Kind::sent_again_fast:
      return fmt::format(
          "Sent again after {}, without waiting for a timer: {} repeated ACKs asked "
          "for it (fast retransmit).",
          age, finding.count);
    case Kind::sent_again_in_vain:
      return "Sent again though an ACK of it was captured: that ACK was lost later, or came too "
             "late.";
    case Kind::out_of_order:
      return fmt::format("Out of order: what follows it was here {} earlier.", age);
    case Kind::fills_gap:
      return fmt::format("Fills a gap that was seen {} ago: sent again, or very late.", age);
    default: return {};
  }
}

std::string reset_words(Finding::Kind kind) {
  using Kind = Finding::Kind;
  switch (kind) {
    case Kind::reset_after_fin:
      return "It answers FIN with RST. A board that has read everything does so: it is the way of "
             "the ESP8266's core.";
    case Kind::reset_after_close:
      return "It had said that it has sent everything, and is closed: nobody is there for what "
             "came "
             "since.";
    case Kind::reset_by_force:
      return "No FIN before it: the program there ended by force, or closed without having read "
             "all "
             "that came.";
    default: return {};
  }
}

std::string window_words(Finding::Kind kind) {
  using Kind = Finding::Kind;
  switch (kind) {
    case Kind::zero_window:
      return "Its program does not read: the other end must stop (zero window).";
    case Kind::window_open: return "The other end may go on (window update).";
    case Kind::window_probe: return "It tries whether the window is still closed (window probe).";
    case Kind::keep_alive:
      return "It says again what is long acknowledged, to get an answer (keep-alive).";
    case Kind::keep_alive_answer: return "The answer to that.";
    default: return {};
  }
}

std::string stall_words(const Finding& finding) {
  if (finding.count > 1) {
    return fmt::format("This probably waited {} for that ACK, for the {} time (Nagle, as above).",
                       time_of(finding.time), ordinal(finding.count));
  }
  return fmt::format(
      "This probably waited {} for that ACK: a small piece is held back while another is "
      "unacknowledged (Nagle). Both in one write, or TCP_NODELAY (setNoDelay), avoid it.",
      time_of(finding.time));
}

std::string capture_words(const Finding& finding) {
  using Kind = Finding::Kind;
  switch (finding.kind) {
    case Kind::lost: return "The link lost it: the other end never got it.";
    case Kind::damaged: return "Its checksum is wrong: whoever got it threw it away.";
    case Kind::unfinished:
      return "Its checksum is left to the network card, as usual on the computer that sends it "
             "(offload). Not told again.";
    case Kind::cut:
      return fmt::format("{} of it are not in the capture, which cuts packets.",
                         octets_of(finding.count));
    case Kind::gap:
      return fmt::format("{} before it are not here: lost, not captured, or still to come.",
                         octets_of(finding.count));
    case Kind::ack_of_unseen:
      return fmt::format("It acknowledges {} that the capture does not have.",
                         octets_of(finding.count));
    case Kind::duplicate_ack:
      return fmt::format("Repeated ACK number {}: something came, but not what follows this octet.",
                         finding.count);
    case Kind::slow_ack:
      return fmt::format(
          "Only {} after the data: probably a delayed ACK, which waits for something "
          "to go with.",
          time_of(finding.time));
    case Kind::stall: return stall_words(finding);
    default: return {};
  }
}

}  // namespace

std::string row_label(const Row& row) {
  switch (row.kind) {
    case Row::Kind::syn: return "SYN";
    case Row::Kind::syn_ack: return "SYN-ACK";
    case Row::Kind::fin: return "FIN";
    case Row::Kind::refused:
    case Row::Kind::rst: return "RST";
    case Row::Kind::opened:
    case Row::Kind::ack: return "ACK";
    case Row::Kind::data:
    case Row::Kind::datagram: break;
  }
  const std::string octets = octets_of(row.bytes);
  return row.segment.fin ? fmt::format("{}, FIN", row.bytes) : octets;
}

std::string row_words(const Row& row, const std::string& content) {
  switch (row.kind) {
    case Row::Kind::syn: return syn_words(row.segment);
    case Row::Kind::syn_ack: return syn_ack_words(row.segment);
    case Row::Kind::opened: return opened_words(row.segment);
    case Row::Kind::refused: return "no: nobody listens here.";
    case Row::Kind::rst: return std::string(rst_words);
    case Row::Kind::datagram: return row.bytes == 0 ? "a datagram without content" : content;
    case Row::Kind::ack: return ack_words(row);
    case Row::Kind::data:
    case Row::Kind::fin: break;
  }
  std::string words = row.bytes != 0 ? place_words(row) : "";
  if (!content.empty()) words += ": " + content;
  if (row.segment.fin) words += (words.empty() ? "" : ". ") + std::string(fin_words);
  if (row.has_news) words += (row.segment.fin ? " " : ". ") + heard_words(row);
  return words;
}

std::vector<std::string> finding_words(const Row& row) {
  std::vector<std::string> lines;
  for (const auto& finding : row.findings) {
    for (const auto& words : {capture_words(finding), again_words(finding),
                              reset_words(finding.kind), window_words(finding.kind)}) {
      if (!words.empty()) lines.push_back(words);
    }
  }
  return lines;
}

std::string excerpt(Bytes payload, std::size_t columns) {
  // SafeText keeps line ends and tabs, which a line for itself cannot have.
  constexpr std::size_t frame = 2;
  if (payload.empty()) return "";
  text::SafeText gate;
  std::string safe, line = "\"";
  gate.append(payload.substr(0, columns), safe);
  gate.flush(safe);
  std::size_t shown = 0;
  bool whole = payload.size() <= columns;
  for (std::size_t at = 0; at < safe.size(); ++shown) {
    std::size_t end = at + 1;
    while (end < safe.size() && (static_cast<unsigned char>(safe[end]) & 0xc0) == 0x80)
      ++end;
    if (shown + frame + 4 >= columns && end < safe.size()) {
      whole = false;
      break;
    }
    if (safe[at] == '\n' || safe[at] == '\t') {
      line += safe[at] == '\n' ? "\\n" : "\\t";
      ++shown;
    } else {
      line.append(safe, at, end - at);
    }
    at = end;
  }
  return line + (whole ? "\"" : "\"...");
}

bool has_ended(const Summary& summary) {
  return summary.refused || summary.reset_by_client || (summary.finished[0] && summary.finished[1]);
}

std::string end_words(const Flow& flow, const Summary& summary) {
  if (flow.datagrams) return "UDP";
  if (summary.rebuilt) return "recording";
  if (summary.refused) return "refused";
  if (!summary.answered && summary.asked != 0) return "no answer";
  if (summary.reset_by_client) {
    return *summary.reset_by_client ? "reset by client" : "reset by server";
  }
  if (summary.finished[0] && summary.finished[1]) return "closed";
  if (summary.finished[0]) return "client finished";
  return summary.finished[1] ? "server finished" : "open";
}

std::vector<std::string> summary_words(const Flow& flow, const Summary& summary) {
  std::vector<std::string> lines;
  if (summary.refused) {
    lines.push_back(fmt::format("Refused: nobody listens at {}.", flow.server.to_string()));
    return lines;
  }
  if (summary.asked != 0 && !summary.answered) {
    lines.push_back(
        fmt::format("No answer of {} was captured: switched off, another address, or filtered.",
                    flow.server.to_string()));
    return lines;
  }
  std::string words;
  if (summary.handshake) {
    words = fmt::format("Handshake in {}. ", time_of(*summary.handshake));
  }
  words += fmt::format("{} came from the client, {} from the server.", octets_of(summary.octets[0]),
                       summary.octets[1]);
  lines.push_back(words);
  std::string troubles;
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count != 0) troubles += fmt::format("{}{} {}", troubles.empty() ? "" : ", ", count, what);
  };
  add(summary.again, "sent again");
  add(summary.lost, "lost on the link");
  add(summary.damaged, "damaged");
  add(summary.zero_windows, "that closed the window");
  add(summary.stalls, "held back for a delayed ACK");
  if (!troubles.empty()) lines.push_back(fmt::format("Segments: {}.", troubles));
  if (summary.missing != 0) {
    lines.push_back(fmt::format("Not in the capture: {}.", octets_of(summary.missing)));
  }
  return lines;
}

}  // namespace parley::wire
