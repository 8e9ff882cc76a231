// Points in time for people: in the zone of TZ, as the rows show them, localtime(3).
//
// Thread rule: plain functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace parley::cli {

/// "2026-11-22"
std::string local_date(WallTime time);

/// "10:00:00.123"
std::string local_clock(WallTime time);

/// What a person means by a point in the past; `first` is the time of what there is first, `now`
/// the present. Errors (`bad_input`) list the forms.
///
///     10:00  10:00:05.5             that time on the day of `first`; on the next, where `first` is
///                                   more than twelve hours later
///     2026-11-22  2026-11-22 10:00  local time; also with T between, and Z at the end for UTC
///     10m  1.5h                     so long before `now`
Result<WallTime> parse_since(std::string_view text, WallTime first, WallTime now);

}  // namespace parley::cli
