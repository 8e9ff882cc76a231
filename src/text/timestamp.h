// Points in time as text, always in UTC, so that logs of two machines can be laid side by side.
#pragma once

#include <string>

#include "base/clock.h"

namespace parley::text {

/// Appends "2026-11-22T10:00:00.123456Z" (RFC 3339), cut to microseconds.
void append_timestamp(WallTime time, std::string& out);

/// "2026-11-22", UTC.
std::string date_text(WallTime time);

/// "10:00:00", UTC.
std::string time_of_day_text(WallTime time);

}  // namespace parley::text
