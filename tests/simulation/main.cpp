// parley_simulation: whole conversations from seeds; docs/reliability.md tells what it is for.
//
//   parley_simulation --seeds A..B          plays each; ends at the first that complains
//   parley_simulation --seed N [--trace]    plays one; --trace prints all that happened
//   parley_simulation --seeds A..B --twice  plays each twice: the traces must be the same
//   parley_simulation --seed N --sabotage   with a wrong account: it must complain
//
// Exit: 0 all that must hold held, 1 a seed complains, 2 wrong usage.
#include <charconv>
#include <cstdio>
#include <malloc.h>
#include <optional>
#include <string>
#include <string_view>

#include "tests/simulation/play.h"

namespace {

using parley::simulation::Outcome;
using parley::simulation::play;

struct Wanted {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  bool trace = false;
  bool twice = false;
  bool sabotage = false;
};

bool read_number(std::string_view text, std::uint64_t& into) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc{} && end == text.data() + text.size();
}

std::optional<Wanted> read_arguments(int count, char** arguments) {
  Wanted wanted;
  bool any = false;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = arguments[i];
    const std::string_view value = i + 1 < count ? arguments[i + 1] : "";
    if (word == "--trace") {
      wanted.trace = true;
    } else if (word == "--twice") {
      wanted.twice = true;
    } else if (word == "--sabotage") {
      wanted.sabotage = true;
    } else if (word == "--seed") {
      if (!read_number(value, wanted.first)) return std::nullopt;
      wanted.last = wanted.first;
      any = true;
      ++i;
    } else if (word == "--seeds") {
      const std::size_t dots = value.find("..");
      if (dots == std::string_view::npos || !read_number(value.substr(0, dots), wanted.first) ||
          !read_number(value.substr(dots + 2), wanted.last)) {
        return std::nullopt;
      }
      any = true;
      ++i;
    } else {
      return std::nullopt;
    }
  }
  if (!any || wanted.last < wanted.first) return std::nullopt;
  return wanted;
}

void add(Outcome& all, const Outcome& one) {
  all.events += one.events;
  all.bytes += one.bytes;
  all.connections += one.connections;
  all.whole += one.whole;
  all.gaps += one.gaps;
  all.power_cuts += one.power_cuts;
  all.continued += one.continued;
  all.refused += one.refused;
}

void print_sum(const Wanted& wanted, const Outcome& all) {
  std::printf("%lu seeds: %lu events, %lu connections, %lu bytes of content\n",
              wanted.last - wanted.first + 1, all.events, all.connections, all.bytes);
  std::printf(
      "%lu conversations had to be whole and were, %lu peers were refused, %lu gaps, "
      "%lu power cuts, %lu recordings gone on with\n",
      all.whole, all.refused, all.gaps, all.power_cuts, all.continued);
}

}  // namespace

int main(int count, char** arguments) {
  const auto wanted = read_arguments(count, arguments);
  if (!wanted) {
    std::fprintf(stderr,
                 "usage: parley_simulation --seed N | --seeds A..B  [--trace] [--twice] "
                 "[--sabotage]\n");
    return 2;
  }
  // Each world has megabytes and gives them back: half of the time would be the kernel's otherwise.
  (void)::mallopt(M_MMAP_THRESHOLD, 1 << 30);
  (void)::mallopt(M_TRIM_THRESHOLD, 1 << 30);
  Outcome all;
  for (std::uint64_t seed = wanted->first; seed <= wanted->last; ++seed) {
    Outcome one = play(seed, wanted->sabotage);
    if (one.complaint.empty() && wanted->twice && play(seed).trace != one.trace) {
      one.complaint = "played again, it was another conversation";
    }
    if (wanted->trace) std::fwrite(one.trace.data(), 1, one.trace.size(), stdout);
    if (!one.complaint.empty()) {
      std::fflush(stdout);
      std::fprintf(stderr, "%s\n%s\nplay it again with: parley_simulation --seed %lu --trace\n",
                   one.description.c_str(), one.complaint.c_str(), seed);
      return 1;
    }
    add(all, one);
  }
  if (!wanted->trace) print_sum(*wanted, all);
  return 0;
}
