// What `parley doctor` prints: a line for each check, then the verdict; or the same as jsonl.
//
//       ok  network            10.77.0.2 is in our network 10.77.0.0/24 on eth0 (wired)
//       !!  connect            10.77.0.2:80: connection refused (ECONNREFUSED), after 0.1 ms
//
//     verdict    refused
//     what       cannot connect to 10.77.0.2:80: connection refused (ECONNREFUSED)
//
// Names and what servers say come escaped (row_style.h).
//
// Thread rule: any thread.
#pragma once

#include <cstddef>
#include <string>

#include "base/clock.h"
#include "explain/diagnosis.h"

namespace parley::cli {

struct PageStyle {
  std::size_t columns = 100;
  bool colour = false;
};

/// Each ends with a line end.
std::string check_text(const explain::Check& check, const PageStyle& style);
std::string verdict_text(const explain::Verdict& verdict, const PageStyle& style);

/// One JSON object and a line end; docs/doctor.md has the fields.
std::string check_jsonl(const explain::Check& check, WallTime time);
std::string verdict_jsonl(const explain::Verdict& verdict, WallTime time);

}  // namespace parley::cli
