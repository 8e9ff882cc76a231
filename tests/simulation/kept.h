// A recording as it is read back, and whether it is what was told.
//
// Thread rule: plain functions.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "record/memory_files.h"
#include "tests/simulation/complaints.h"
#include "tests/simulation/witness.h"

namespace parley::simulation {

struct KeptGap {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::uint64_t bytes = 0;
};

struct Kept {
  bool readable = false;                       ///< it is a recording at all
  std::map<std::uint64_t, std::string> lines;  ///< jsonl by number
  std::vector<KeptGap> gaps;
  std::uint64_t last = 0;  ///< event of which anything is told

  bool accounts_for(std::uint64_t number) const;
};

Kept read_back(const record::MemoryFiles& files, const std::string& path, Complaints& complaints);

struct EventRange {
  std::uint64_t first = 0;  ///< both included
  std::uint64_t last = 0;
};

/// What is in it is what was told, once and in order; all that is required is there or in a gap,
/// and a gap counts what it left out. `payload_exact_to`: behind damage the ends of a payload may
/// be those of its rebuilt packet.
void check_kept(const Kept& kept, const std::vector<Witness::Line>& lines,
                const EventRange& required, std::uint64_t payload_exact_to, Complaints& complaints);

}  // namespace parley::simulation
