#include "text/duration.h"

#include <array>
#include <fmt/format.h>
#include <utility>

#include "text/notation.h"

namespace parley::text {

namespace {

using namespace std::chrono_literals;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

Failure duration_failure(std::string_view text, std::string seen) {
  return failure({ErrorClass::bad_input, 0, fmt::format("read the time \"{}\"", excerpt(text)),
                  std::move(seen)});
}

constexpr std::string_view expected = "a number and ms, s, m or h is wanted, such as 500ms or 1.5s";
constexpr std::string_view too_long = "it is more than 876000h (100 years)";

/// 0 for a unit that there is not.
Duration unit_of(std::string_view name) {
  if (name == "ms") return 1ms;
  if (name == "s" || name.empty()) return 1s;
  if (name == "m") return 1min;
  if (name == "h") return 1h;
  return 0ns;
}

std::string_view take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count]))
    ++count;
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

std::int64_t round_to(std::int64_t value, std::int64_t step) {
  return (value + step / 2) / step * step;
}

/// Below a minute: three digits that count.
std::int64_t round_three_digits(std::int64_t value) {
  std::int64_t step = 1;
  while (value / step >= 1000)
    step *= 10;
  return round_to(value, step);
}

/// "1.5 s" from 1,500,000,000, unit 1,000,000,000.
std::string with_unit(std::int64_t value, std::int64_t unit, std::string_view name) {
  std::string digits = fmt::format("{}.{:03}", value / unit, value % unit * 1000 / unit);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return fmt::format("{} {}", digits, name);
}

std::string with_two_units(std::int64_t count, std::string_view large, std::string_view small) {
  const auto rest = count % 60;
  if (rest == 0) return fmt::format("{} {}", count / 60, large);
  return fmt::format("{} {} {} {}", count / 60, large, rest, small);
}

}  // namespace

Result<Duration> parse_duration(std::string_view text) {
  std::string_view rest = text;
  const std::string_view whole = take_digits(rest);
  if (whole.empty()) return duration_failure(text, std::string(expected));
  std::string_view fraction;
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    fraction = take_digits(rest);
    if (fraction.empty()) return duration_failure(text, std::string(expected));
  }
  const Duration unit = unit_of(rest);
  if (unit == 0ns) return duration_failure(text, std::string(expected));

  const std::int64_t count_max = duration_max / unit;
  std::int64_t count = 0;
  for (const char digit : whole) {
    count = count * 10 + (digit - '0');
    if (count > count_max) return duration_failure(text, std::string(too_long));
  }
  Duration sum = unit * count;
  Duration share = unit;
  for (const char digit : fraction) {
    share /= 10;
    sum += share * (digit - '0');
  }
  if (sum > duration_max) return duration_failure(text, std::string(too_long));
  return sum;
}

std::string exact_duration(Duration duration) {
  const std::pair<Duration, std::string_view> units[] = {{1h, "h"}, {1min, "m"}, {1s, "s"}};
  for (const auto& [unit, name] : units) {
    if (duration >= unit && duration % unit == 0ns) {
      return fmt::format("{}{}", duration / unit, name);
    }
  }
  std::string digits = fmt::format("{}.{:06}", duration / 1ms, (duration % 1ms).count());
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits + "ms";
}

std::string format_duration(Duration duration) {
  if (duration < 0ns) {
    // The least value has no positive twin; one nanosecond in 292 years is not missed.
    return "-" + format_duration(duration == Duration::min() ? Duration::max() : -duration);
  }
  std::int64_t value = duration.count();
  const auto ns_of = [](Duration unit) { return std::int64_t{unit.count()}; };
  if (value < ns_of(1min)) value = round_three_digits(value);
  if (value < ns_of(1us)) return fmt::format("{} ns", value);
  if (value < ns_of(1ms)) return with_unit(value, ns_of(1us), "us");
  if (value < ns_of(1s)) return with_unit(value, ns_of(1ms), "ms");
  if (value < ns_of(1min)) return with_unit(value, ns_of(1s), "s");

  const std::int64_t seconds = (value / 1'000 + 500'000) / 1'000'000;
  if (seconds < 3600) return with_two_units(seconds, "min", "s");
  return with_two_units((seconds + 30) / 60, "h", "min");
}

}  // namespace parley::text
