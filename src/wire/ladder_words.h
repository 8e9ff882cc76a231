// A row of the ladder in words that a learner understands: what the segment says, and below that
// what is remarkable about it. Nothing is told that was not captured; where a capture cannot tell
// which of two things happened, both are said.
//
// Thread rule: plain functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wire/ladder.h"

namespace parley::wire {

/// What stands on the arrow, at most `label_columns` wide: "SYN", "5 octets", "FIN".
inline constexpr std::size_t label_columns = 13;
std::string row_label(const Row& row);

/// What it says: `octets 1 to 5: "Hello"`, "I have all up to your octet 5". `content` stands for
/// its payload.
std::string row_words(const Row& row, const std::string& content);

/// A sentence for each finding.
std::vector<std::string> finding_words(const Row& row);

/// The start of a payload on one line, in double quotes; nothing of nothing. Safe on a terminal.
/// `columns` for all of it.
std::string excerpt(Bytes payload, std::size_t columns);

/// How it went, in sentences of one line each.
std::vector<std::string> summary_words(const Flow& flow, const Summary& summary);

/// Whether it has ended, as far as was captured.
bool has_ended(const Summary& summary);

/// "refused", "reset by client", "closed", ...; at most 15 columns, for a table.
std::string end_words(const Flow& flow, const Summary& summary);

/// What a recording of ours cannot show.
inline constexpr std::string_view rebuilt_words =
    "This is a recording of Parley: it keeps what was said, and its headers are rebuilt. "
    "Handshakes, "
    "windows, repetitions and losses were not captured, so none are shown.";

}  // namespace parley::wire
