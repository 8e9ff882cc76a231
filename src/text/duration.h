// Lengths of time as people write them.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace parley::text {

/// 100 years of 365 days: more is a slip of the pen, and sums with a clock's time stay in range.
inline constexpr Duration duration_max = std::chrono::hours{24 * 365 * 100};

/// "500ms", "2s", "1.5s", "3m", "1h"; a bare number is seconds. What is finer than a nanosecond is
/// cut off. Errors: a sign, a space, another unit, more than `duration_max`.
Result<Duration> parse_duration(std::string_view text);

/// The inverse of `parse_duration`, in the largest unit without a fraction: "90s", "2m",
/// "1.000001ms". Not negative.
std::string exact_duration(Duration duration);

/// For people: three digits that count below a minute ("1.5 s", "250 ms", "12.3 us"), then "2 min 5
/// s" and "1 h 3 min", rounded to the last unit shown.
std::string format_duration(Duration duration);

}  // namespace parley::text
