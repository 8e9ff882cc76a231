// The faults of a link as people write them: "loss=5% delay=20ms jitter=5ms duplicate=1% reorder=1%
// corrupt=0.1% bandwidth=100kbit", or "off".
//
// Thread rule: plain functions.
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "board/link/lane.h"

namespace parley::board::router {

/// `before` with these changed; the others stay. "off" alone switches all off. Errors (bad_input)
/// quote the word that cannot be understood and say what is.
Result<link::FaultSettings> change_faults(link::FaultSettings before,
                                          std::span<const std::string> words);

/// Those that are on, in the notation of `change_faults`; "off" when none is.
std::string faults_text(const link::FaultSettings& faults);

}  // namespace parley::board::router
