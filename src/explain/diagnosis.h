// From what probing found to words: a line for each check, and one verdict with its evidence.
//
// Pure, as explain.h, and the same words: a failure's why and next are `explain`'s.
//
// Thread rule: any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "explain/findings.h"

namespace parley::explain {

enum class Mark : std::uint8_t {
  ok,      ///< as it should be
  none,    ///< nothing to say for or against
  bad,     ///< this is why, or a part of why
  unsure,  ///< it may be why
};

/// "ok", "--", "!!", "??"
std::string_view mark_text(Mark mark);

/// "ok", "none", "bad", "unsure": for programs.
std::string_view mark_name(Mark mark);

struct Check {
  std::string name;  ///< stable: "connect", "neighbour after" (docs/doctor.md lists them)
  Mark mark = Mark::none;
  std::string words;  ///< a clause or two, without a full stop
};

/// All checks that the findings have something for, in the order in which probing comes to them: as
/// more is found, more is appended.
std::vector<Check> checks_of(const Findings& findings);

struct Verdict {
  bool usable = false;  ///< the server can be talked to
  Explanation explanation;
  std::vector<std::string> evidence;
};

/// When probing has ended.
Verdict diagnose(const Findings& findings);

/// Paragraphs, each a label and its text: "verdict", "what", "evidence" (once for each), "why",
/// "undecided", "next" (once for each line). Those without a text are left out.
std::vector<std::pair<std::string, std::string>> paragraphs_of(const Verdict& verdict);

/// The same as lines, each with its end.
std::string to_text(const Verdict& verdict);

}  // namespace parley::explain
