#include "text/timestamp.h"

#include <cassert>

namespace parley::text {

namespace {

// By hand, because this stands in every line of jsonl and fmt's calendar is several times slower.
char* write_digits(char* end, std::uint64_t value, int count) {
  for (int i = 0; i < count; ++i) {
    *--end = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return end;
}

template <typename Number>
std::uint64_t count(Number value) {
  return static_cast<std::uint64_t>(value);
}

}  // namespace

void append_timestamp(WallTime time, std::string& out) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date{day};
  // Nanoseconds in 64 bits reach from 1677 to 2262: four digits do.
  assert(date.year() >= year{1000} && date.year() <= year{9999});
  const hh_mm_ss clock{floor<microseconds>(time - day)};

  char text[] = "0000-00-00T00:00:00.000000Z";
  write_digits(text + 4, count(int{date.year()}), 4);
  write_digits(text + 7, count(unsigned{date.month()}), 2);
  write_digits(text + 10, count(unsigned{date.day()}), 2);
  write_digits(text + 13, count(clock.hours().count()), 2);
  write_digits(text + 16, count(clock.minutes().count()), 2);
  write_digits(text + 19, count(clock.seconds().count()), 2);
  write_digits(text + 26, count(clock.subseconds().count()), 6);
  out.append(text, sizeof text - 1);
}

std::string date_text(WallTime time) {
  std::string text;
  append_timestamp(time, text);
  return text.substr(0, 10);
}

std::string time_of_day_text(WallTime time) {
  std::string text;
  append_timestamp(time, text);
  return text.substr(11, 8);
}

}  // namespace parley::text
