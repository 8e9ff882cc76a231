#include "cli/local_time.h"

#include <charconv>
#include <cstdio>
#include <ctime>
#include <fmt/format.h>

#include "text/duration.h"
#include "text/notation.h"

namespace parley::cli {

namespace {

using std::chrono::floor;
using std::chrono::seconds;

std::tm local_parts(WallTime time) {
  const std::time_t calendar = std::chrono::system_clock::to_time_t(floor<seconds>(time));
  std::tm parts{};
  localtime_r(&calendar, &parts);
  return parts;
}

/// Reads a form piece by piece; what does not fit is remembered.
class Pieces {
 public:
  explicit Pieces(std::string_view text) : left_(text) {}

  int number(std::size_t digits, int least, int most) {
    int value = 0;
    const std::string_view piece = left_.substr(0, digits);
    const auto [stop, error] = std::from_chars(piece.data(), piece.data() + piece.size(), value);
    fits_ = fits_ && piece.size() == digits && error == std::errc{} &&
            stop == piece.data() + digits && value >= least && value <= most;
    left_.remove_prefix(piece.size());
    return value;
  }

  bool take(char wanted) {
    if (left_.empty() || left_.front() != wanted) return false;
    left_.remove_prefix(1);
    return true;
  }

  void need(char wanted) { fits_ = take(wanted) && fits_; }

  Duration fraction() {
    Duration value{};
    Duration unit = seconds{1};
    std::size_t digits = 0;
    for (; !left_.empty() && left_.front() >= '0' && left_.front() <= '9'; ++digits) {
      unit /= 10;
      value += unit * (left_.front() - '0');
      left_.remove_prefix(1);
    }
    fits_ = fits_ && digits > 0;
    return value;
  }

  bool empty() const { return left_.empty(); }
  bool fits() const { return fits_ && left_.empty(); }

 private:
  std::string_view left_;
  bool fits_ = true;
};

/// "10:00", "10:00:05", "10:00:05.5" into `parts`; what is finer than a second is returned.
Duration take_clock(Pieces& pieces, std::tm& parts) {
  parts.tm_hour = pieces.number(2, 0, 23);
  pieces.need(':');
  parts.tm_min = pieces.number(2, 0, 59);
  parts.tm_sec = pieces.take(':') ? pieces.number(2, 0, 60) : 0;
  return pieces.take('.') ? pieces.fraction() : Duration{};
}

WallTime time_of(std::tm parts, Duration fraction, bool utc) {
  parts.tm_isdst = -1;  // whatever holds on that day
  const std::time_t calendar = utc ? timegm(&parts) : std::mktime(&parts);
  return WallTime{seconds{calendar}} + fraction;
}

std::optional<WallTime> parse_date(std::string_view text) {
  Pieces pieces(text);
  std::tm parts{};
  parts.tm_year = pieces.number(4, 1970, 2200) - 1900;
  pieces.need('-');
  parts.tm_mon = pieces.number(2, 1, 12) - 1;
  pieces.need('-');
  parts.tm_mday = pieces.number(2, 1, 31);
  Duration fraction{};
  bool utc = false;
  if (!pieces.empty()) {
    if (!pieces.take('T')) pieces.need(' ');
    fraction = take_clock(pieces, parts);
    utc = pieces.take('Z');
  }
  if (!pieces.fits()) return std::nullopt;
  return time_of(parts, fraction, utc);
}

std::optional<WallTime> parse_clock(std::string_view text, WallTime first) {
  Pieces pieces(text);
  std::tm parts = local_parts(first);
  const Duration fraction = take_clock(pieces, parts);
  if (!pieces.fits()) return std::nullopt;
  const WallTime same_day = time_of(parts, fraction, false);
  if (first - same_day <= std::chrono::hours{12}) return same_day;
  ++parts.tm_mday;
  return time_of(parts, fraction, false);
}

}  // namespace

std::string local_date(WallTime time) {
  const std::tm parts = local_parts(time);
  return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

std::string local_clock(WallTime time) {
  const std::tm parts = local_parts(time);
  const auto rest = floor<std::chrono::milliseconds>(time - floor<seconds>(time)).count();
  return fmt::format("{:02}:{:02}:{:02}.{:03}", parts.tm_hour, parts.tm_min, parts.tm_sec, rest);
}

Result<WallTime> parse_since(std::string_view text, WallTime first, WallTime now) {
  if (const auto date = parse_date(text)) return *date;
  if (const auto clock = parse_clock(text, first)) return *clock;
  if (const auto back = text::parse_duration(text)) return now - *back;
  return failure({ErrorClass::bad_input, 0,
                  fmt::format("understand '{}' after --since", text::excerpt(text)),
                  "a time is written 10:00, 10:00:05.5, 2026-11-22 or 2026-11-22T10:00:05 (with Z "
                  "at its end: UTC); or how long ago, such as 10m"});
}

}  // namespace parley::cli
